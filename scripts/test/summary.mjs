// What is said in the end: a line for each suite, what failed in it, and what passed only at its second attempt.
import { checklistLine } from './checklist.mjs';

// How many failures of one suite the summary names.
const SHOWN = 12;

export function summaryLines(results) {
  const tests = results.flatMap((result) => result.tests ?? []);
  const sum = (field) => results.reduce((total, result) => total + result[field], 0);
  return [
    '\n=== Summary\n',
    ...results.flatMap(suiteLines),
    ...(results.some(({ name }) => name === 'e2e') ? [`\n${checklistLine(tests)}`] : []),
    `\n${sum('passed')} passed, ${sum('failed')} failed`,
  ];
}

function suiteLines({ title, passed, failed, seconds, notes, unsteady }) {
  const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
  const said = [...(failed > 0 ? few(notes) : []), ...unsteady.map((test) => `unsteady: ${test}`)];
  return [
    `  ${title.padEnd(44)} ${counts} ${seconds.toFixed(0).padStart(5)} s`,
    ...said.map((line) => `      ${line}`),
  ];
}

function few(notes) {
  const rest = notes.length - SHOWN;
  return rest > 0 ? [...notes.slice(0, SHOWN), `… and ${rest} more, named above`] : notes;
}
