const { TextDecoder, TextEncoder } = require('node:util');
const { expect, test } = require('@jest/globals');
const sdk = require('auth0-spa-wasm');
const { answersOf, lendCrypto, refusalOf } = require('./facts.cjs');

test('Jest requires the package, and is told what jsdom lacks', async () => {
  expect(refusalOf(sdk)).toMatch(/must run on a secure origin/);
  lendCrypto(window);
  await expect(answersOf(sdk)).rejects.toMatchObject({ error: 'wasm_unsupported' });
  await expect(answersOf(sdk)).rejects.toBeInstanceOf(sdk.GenericError);
});

test('with that, a client answers', async () => {
  Object.assign(globalThis, { TextDecoder, TextEncoder });
  expect(await answersOf(sdk)).toEqual([undefined, false, true]);
});
