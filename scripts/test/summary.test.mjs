import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';
import { summaryLines } from './summary.mjs';

const result = (name, outcome) => ({ name, title: `Suite ${name}`, seconds: 1, ...judge(outcome) });
const said = (...results) => summaryLines(results).flatMap((line) => line.split('\n'));

test('the last line is the sum of all suites', () => {
  const lines = said(
    result('a', { passed: 3 }),
    result('b', { passed: 1, failed: 2, notes: ['failed: x', 'failed: y'] }),
  );
  assert.equal(lines.at(-1), '4 passed, 2 failed');
  assert.deepEqual(
    lines.filter((line) => line.startsWith('      ')),
    ['      failed: x', '      failed: y'],
  );
});

test('each test that passed only at its second attempt is named, also where nothing failed', () => {
  const lines = said(result('e2e', { passed: 3, unsteady: ['login.spec.mjs b'] }));
  assert.ok(lines.includes('      unsteady: login.spec.mjs b'), lines.join('\n'));
  assert.equal(lines.at(-1), '3 passed, 0 failed');
});

test('all that are unsteady are named, however many notes there are', () => {
  const notes = Array.from({ length: 20 }, (_, index) => `failed: ${index}`);
  const unsteady = Array.from({ length: 15 }, (_, index) => `test ${index}`);
  const lines = said(result('e2e', { passed: 15, failed: 20, notes, unsteady }));
  assert.equal(lines.filter((line) => line.includes('failed: ')).length, 12);
  assert.equal(lines.filter((line) => line.includes('unsteady: ')).length, 15);
  assert.ok(lines.some((line) => line.includes('and 9 more')));
});
