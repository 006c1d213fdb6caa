// The report on sizes reads both wasm files, and the JavaScript around each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facadeFiles } from '../../benches/facade.mjs';
import { functionsOf } from '../../benches/functions.mjs';
import { named } from '../../benches/named.mjs';

test('each wasm is read with the names of its functions, and the small one is the smaller', () => {
  const [first, whole] = ['first', 'whole'].map((part) => functionsOf(named({ part })));
  const size = (functions) => functions.reduce((sum, one) => sum + one.size, 0);
  assert.ok(size(first) < size(whole) / 2, `${size(first)} and ${size(whole)} bytes`);
  for (const functions of [first, whole]) {
    assert.ok(functions.some(({ name }) => /auth0_spa_wasm.*login_with_redirect/.test(name)));
  }
});

test('the JavaScript of a first visit has its own glue only, and the worker comes later', async () => {
  const { first, later } = await facadeFiles();
  const has = (files, name) => files.some(({ path, size }) => path.endsWith(name) && size > 0);
  assert.deepEqual([has(first, '#first-glue'), has(first, 'client.ts')], [true, true]);
  assert.deepEqual([has(first, '#glue'), has(first, '#worker')], [false, false]);
  assert.deepEqual([has(later, '#glue'), has(later, '#worker')], [true, true]);
  assert.deepEqual([has(later, '#first-glue'), has(later, 'client.ts')], [false, false]);
});
