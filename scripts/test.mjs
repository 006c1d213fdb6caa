// Runs the suites of this project one after the other and adds them up. A failing suite does not stop the rest.
//
//   node scripts/test.mjs                 all suites
//   node scripts/test.mjs host browser    these suites, in the project's order
import { mkdirSync } from 'node:fs';
import { judge } from './test/judge.mjs';
import { suites } from './test/suites.mjs';
import { summaryLines } from './test/summary.mjs';

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

mkdirSync('target/test', { recursive: true });
const results = [];
for (const suite of choose(process.argv.slice(2))) results.push(await runSuite(suite, results));
console.log(summaryLines(results).join('\n'));
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
