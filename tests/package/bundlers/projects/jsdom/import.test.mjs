import { expect, test } from 'vitest';
import * as sdk from 'auth0-spa-wasm';
import { answersOf, lendCrypto, refusalOf } from './facts.cjs';

test('Vitest imports the package, and is told what jsdom lacks', async () => {
  expect(typeof sdk.createAuth0Client).toBe('function');
  if (!window.crypto.subtle) {
    expect(refusalOf(sdk)).toMatch(/must run on a secure origin/);
    lendCrypto(window);
  }
  expect(await answersOf(sdk)).toEqual([undefined, false, true]);
});
