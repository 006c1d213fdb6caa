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

test('two tests of a suite may pass only at their second attempt, three are a failure', () => {
  const unsteady = ['a', 'b'];
  assert.deepEqual(counts({ passed: 9, unsteady }), [9, 0]);
  assert.deepEqual(judge({ passed: 9, unsteady }).unsteady, unsteady);
  assert.deepEqual(counts({ passed: 9, unsteady: [...unsteady, 'c'] }), [9, 1]);
  assert.deepEqual(judge({ passed: 9, unsteady: [...unsteady, 'c'] }).notes, [
    '3 passed only at their second attempt, and at most 2 may',
  ]);
});

test('a skipped test is a failure', () => {
  assert.deepEqual(counts({ passed: 3, skipped: 2 }), [3, 2]);
});
