// `client.passkey` of the façade: what it hands to the core, and that it is one object.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';

const CALLS = {
  signup: 'passkeySignup',
  login: 'passkeyLogin',
  getSignupChallenge: 'passkeySignupChallenge',
  getLoginChallenge: 'passkeyLoginChallenge',
  getTokenWithPasskey: 'tokenWithPasskey',
};

let facade;
before(async () => {
  facade = await loadFacade();
  globalThis.fakeCore = class {};
  for (const name of Object.values(CALLS)) {
    globalThis.fakeCore.prototype[name] = async (...args) => [name, ...args];
  }
});

const base = { domain: 'tenant.example', clientId: 'client' };

test('each call is handed on with its options', async () => {
  globalThis.window = { crypto: globalThis.crypto };
  try {
    const { passkey } = new facade.Auth0Client(base);
    const options = { some: 'option' };
    for (const [name, method] of Object.entries(CALLS)) {
      assert.deepEqual(await passkey[name](options), [method, options]);
    }
    assert.deepEqual(await passkey.login(), ['passkeyLogin', undefined]);
  } finally {
    delete globalThis.window;
  }
});

test('it is there at once, always the same, also on a server, where it says what it needs', async () => {
  const client = new facade.Auth0Client(base);
  assert.ok(client.passkey instanceof facade.PasskeyApiClient);
  assert.equal(client.passkey, client.passkey);
  await assert.rejects(client.passkey.login(), { error: 'no_window' });
});
