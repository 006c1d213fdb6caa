import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checklistLine, halfProvenRows, provenRows, rows, unknownRows } from './checklist.mjs';

test('there are 161 rows, each once', () => {
  assert.equal(rows.length, 161);
  assert.equal(new Set(rows).size, 161);
});

test('a row is proven only when every test that carries it passes', () => {
  const tests = [
    { title: 'S3-E2 S3-E3 logs out', ok: true },
    { title: 'S3-E3 comes back', ok: false },
    { title: 'S3-E10X and XS3-E1 are no ids', ok: true },
  ];
  assert.deepEqual(provenRows(tests), ['S3-E2']);
  assert.equal(checklistLine(tests), 'checklist: 1 of 161 rows have a passing test (S3-E2)');
});

test('no proven row leaves no empty brackets', () => {
  assert.equal(checklistLine([]), 'checklist: 0 of 161 rows have a passing test');
});

test('a title that names a row which does not exist is found', () => {
  assert.deepEqual(unknownRows([{ title: 'S3-E2 and S5-P1' }, { title: 'S3-E30' }]), ['S5-P1', 'S3-E30']);
});

test('a row about connected accounts needs a test over DPoP and one over Bearer', () => {
  const both = rows.flatMap((id) => [{ title: `${id} is so` }, { title: `${id} is so (DPoP)` }]);
  assert.deepEqual(halfProvenRows(both), []);
  assert.deepEqual(
    halfProvenRows(both.filter(({ title }) => !/^(S0-P3 is so|S1-E7 is so \(DPoP\)|S3-E5 .*|S2-P6 .*)$/.test(title))),
    ['S0-P3', 'S1-E7'],
  );
});
