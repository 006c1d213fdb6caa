// Runs the suites of this project one after the other and adds them up. A failing suite does not stop the rest.
//
//   node scripts/test.mjs                 all suites
//   node scripts/test.mjs host browser    these suites, in the project's order
import { mkdirSync } from 'node:fs';
import { checklistLine } from './test/checklist.mjs';
import { judge } from './test/judge.mjs';
import { suites } from './test/suites.mjs';

// How many failures of one suite the summary names.
const SHOWN = 12;

function choose(names) {
  const known = suites.map((suite) => suite.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}. The suites are: ${known.join(', ')}.`);
    process.exit(2);
  }
  return names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name));
}

async function runSuite(suite, results) {
  console.log(`\n=== ${suite.title}\n`);
  const started = Date.now();
  const missing = suite.needs?.find((name) => results.some((result) => result.name === name && result.failed > 0));
  const outcome = missing ? { notes: [`not run, because ${missing} failed`] } : await suite.run().catch(crash);
  const result = { name: suite.name, title: suite.title, ...judge(outcome), seconds: (Date.now() - started) / 1000 };
  for (const note of result.notes) console.log(`    ${suite.name}: ${note}`);
  return result;
}

function crash(error) {
  return { notes: [`the suite could not run: ${error.message}`] };
}

function printSummary(results) {
  console.log('\n=== Summary\n');
  for (const { title, passed, failed, seconds, notes } of results) {
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    console.log(`  ${title.padEnd(44)} ${counts} ${seconds.toFixed(0).padStart(5)} s`);
    if (failed > 0) printNotes(notes);
  }
  const tests = results.flatMap((result) => result.tests ?? []);
  if (results.some((result) => result.name === 'e2e')) console.log(`\n${checklistLine(tests)}`);
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed');
}

function printNotes(notes) {
  for (const note of notes.slice(0, SHOWN)) console.log(`      ${note}`);
  if (notes.length > SHOWN) console.log(`      … and ${notes.length - SHOWN} more, named above`);
}

mkdirSync('target/test', { recursive: true });
const results = [];
for (const suite of choose(process.argv.slice(2))) results.push(await runSuite(suite, results));
process.exitCode = printSummary(results) > 0 ? 1 : 0;
