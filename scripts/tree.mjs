// Holds the budgets of the tree that no linter knows: files stay short, nothing is left for later, nothing names
// the machine it was written on.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MAX_LINES = 350;
const MAX_MEDIAN = 130;
const CODE = /\.(rs|mjs|js|cjs|ts|mts|cts|sh|css|html)$/;
const NOT_OURS = new Set(['.git', '.tools', 'node_modules', 'pkg', 'target', 'test-results', 'playwright-report']);
// Put together from halves, so that this file does not find itself.
const LEFT_FOR_LATER = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
const MACHINE_PATH = new RegExp(
  `(^|[\\s"'\`(=])/(${['ro' + 'ot', 'ho' + 'me', 'wo' + 'rk', 'Us' + 'ers'].join('|')})/`,
);

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function problemsOf({ name, lines }) {
  const found = [];
  if (lines.length > MAX_LINES) found.push(`${name}: ${lines.length} lines, the limit is ${MAX_LINES}`);
  lines.forEach((line, index) => {
    const where = `${name}:${index + 1}`;
    if (LEFT_FOR_LATER.test(line)) found.push(`${where}: left for later; do it now or open an issue`);
    if (MACHINE_PATH.test(line)) found.push(`${where}: names a path of one machine`);
  });
  return found;
}

function medianProblem(sources) {
  const lengths = sources.map(({ lines }) => lines.length).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return median > MAX_MEDIAN ? [`the median file has ${median} lines, the limit is ${MAX_MEDIAN}`] : [];
}

const sources = filesIn('.')
  .filter((name) => CODE.test(name))
  .map((name) => ({ name, lines: readFileSync(name, 'utf8').trimEnd().split('\n') }));
const problems = [...sources.flatMap(problemsOf), ...medianProblem(sources)];
problems.forEach((problem) => console.error(problem));
console.log(`${sources.length} source files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
