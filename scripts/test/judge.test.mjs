import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';

const counts = (outcome) => {
  const { passed, failed } = judge(outcome);
  return [passed, failed];
};

test('what passed and failed is taken as counted', () => {
  assert.deepEqual(counts({ passed: 3, failed: 2, code: 1 }), [3, 2]);
  assert.deepEqual(counts({ passed: 3, code: 0 }), [3, 0]);
});

test('a bad exit status is a failure even when every counted test passed', () => {
  assert.deepEqual(counts({ passed: 3, code: 101 }), [3, 1]);
});

test('a suite in which nothing ran has failed', () => {
  assert.deepEqual(counts({}), [0, 1]);
  assert.deepEqual(judge({}).notes, ['no test ran']);
  assert.deepEqual(judge({ notes: ['tests/x/ holds no *.test.mjs'] }).notes, ['tests/x/ holds no *.test.mjs']);
});

test('a skipped test is a failure', () => {
  assert.deepEqual(counts({ passed: 3, skipped: 2 }), [3, 2]);
});
