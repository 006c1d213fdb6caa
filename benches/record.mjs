// Writes a run down for the readers of the repository: the table in README.md, the picture beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeRun, toTable } from './table.mjs';

const README = fileURLToPath(new URL('./README.md', import.meta.url));
const PICTURE = fileURLToPath(new URL('./ratios.svg', import.meta.url));
const [BEGIN, END] = ['<!-- run: begin, by node benches/run.mjs --record -->', '<!-- run: end -->'];

export function record({ report, picture }) {
  const text = readFileSync(README, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`benches/README.md has no place for a run: “${BEGIN}” and “${END}”.`);
  const run = [BEGIN, '', describeRun(report.machine).join('\n'), '', toTable(report.rows), ''].join('\n');
  writeFileSync(README, `${text.slice(0, begin)}${run}\n${text.slice(end)}`);
  writeFileSync(PICTURE, picture);
}
