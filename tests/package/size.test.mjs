// The package does not grow by accident.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grown, judge, present } from '../../benches/budget.mjs';

test('a first visit loads what was accepted, or less, and so does what comes after', async () => {
  assert.deepEqual(grown(await present()), []);
});

test('growth beyond two per cent is refused, with what to do about it', () => {
  assert.equal(judge('first', 102_000, 100_000), undefined);
  assert.equal(judge('first', 50_000, 100_000), undefined);
  assert.match(judge('first', 102_001, 100_000), /^A first visit: 102\.0 kB .* 2\.0 % more than the 100\.0 kB .*`make/);
  assert.match(judge('whole', 102_001, 100_000), /^What is loaded after it: .*`make accept-size`/);
});
