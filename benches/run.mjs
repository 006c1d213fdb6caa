// Measures this package beside @auth0/auth0-spa-js, in one browser, and prints what it found. Nothing is asserted.
//
//   node benches/run.mjs                        everything; the table on the terminal, all of it in target/bench.json,
//                                               the ratios as a picture in target/bench.svg
//   node benches/run.mjs --only=proof,cached    these benches
//   node benches/run.mjs --rounds=5             fewer rounds than each bench would take: faster, less to be trusted
//   node benches/run.mjs --record               and writes the table into benches/README.md, the picture beside it
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cases } from './cases/index.mjs';
import { describeLoad, describeMachine } from './machine.mjs';
import { toPicture } from './picture.mjs';
import { record } from './record.mjs';
import { readWishes } from './wishes.mjs';
import { printMachine, printRows } from './table.mjs';
import { within } from './within.mjs';
import { openWorld } from './world.mjs';

const TARGET = fileURLToPath(new URL('../target/', import.meta.url));
// What hangs is said to; on a busy machine a bench takes minutes.
const LIMIT = 900_000;

async function runCase({ name, title, run }, world, rounds) {
  console.log(`==> ${title}`);
  try {
    const rows = await within(LIMIT, title, run(world, { rounds }));
    return rows.map((row) => ({ bench: name, title, ...row }));
  } catch (error) {
    return [{ bench: name, title, name: title, failed: firstLines(error.message) }];
  }
}

const firstLines = (text) => text.split('\n').slice(0, 2).join(' ');

async function measure({ chosen, rounds }) {
  const world = await openWorld();
  try {
    const rows = [];
    for (const one of chosen) rows.push(...(await runCase(one, world, rounds)));
    return { browser: world.browser.version(), rows };
  } finally {
    await world.close();
  }
}

function keep(report, { isRecorded }) {
  const picture = toPicture(report);
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(`${TARGET}bench.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${TARGET}bench.svg`, picture);
  if (isRecorded) record({ report, picture });
}

async function main() {
  const wishes = readWishes(process.argv.slice(2), cases);
  const started = { date: new Date().toISOString(), load: describeLoad() };
  const { browser, rows } = await measure(wishes);
  const machine = {
    ...describeMachine(),
    browser,
    started,
    ended: { date: new Date().toISOString(), load: describeLoad() },
  };
  keep({ machine, rows }, wishes);
  printRows(rows);
  printMachine(machine);
  console.log('All of it, with each sample: target/bench.json; the ratios as a picture: target/bench.svg');
  // A slow line is a finding; a line that could not be measured is a failure.
  return rows.some(({ failed }) => failed) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
