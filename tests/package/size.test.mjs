// The package does not grow by accident.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, judge, present } from '../../benches/budget.mjs';

test('a first visit loads what was accepted, or less', async () => {
  const { brotli } = await present();
  assert.equal(judge(brotli, accepted()), undefined);
});

test('growth beyond two per cent is refused, with what to do about it', () => {
  assert.equal(judge(102_000, 100_000), undefined);
  assert.equal(judge(50_000, 100_000), undefined);
  assert.match(judge(102_001, 100_000), /102\.0 kB .* 2\.0 % more than the 100\.0 kB .*`make accept-size`/);
});
