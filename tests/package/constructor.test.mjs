// The constructor: what it refuses at once, what it warns of, and the options it shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPage, warningsOf } from './support/page.mjs';
import { importFresh } from './support/package.mjs';

const { Auth0Client, createAuth0Client, GenericError, InvalidConfigurationError } = await importFresh(
  'dist/index.js',
  'constructor',
);
const base = { domain: 'tenant.example', clientId: 'client' };
const make = (options) => new Auth0Client({ ...base, ...options });
const cache = { get() {}, set() {}, remove() {} };

test('without options it throws a TypeError that says what to write', async () => {
  assert.throws(() => new Auth0Client(), { name: 'TypeError', message: /domain, clientId/ });
  await assert.rejects(createAuth0Client(), TypeError);
});

test('online mode requires refresh tokens', () => {
  for (const useRefreshTokens of [undefined, false, 'yes']) {
    assert.throws(
      () => make({ refreshTokenMode: 'online', useRefreshTokens, useDpop: true }),
      (error) => {
        assert.ok(error instanceof InvalidConfigurationError);
        assert.ok(error instanceof GenericError);
        assert.equal(error.error, 'invalid_configuration');
        assert.equal(error.suggestion, 'Set `useRefreshTokens: true`.');
        assert.equal(
          error.message,
          '`refreshTokenMode: "online"` requires the refresh-token grant. Set `useRefreshTokens: true`.',
        );
        return true;
      },
    );
  }
});

test('online mode requires DPoP', () => {
  assert.throws(() => make({ refreshTokenMode: 'online', useRefreshTokens: true }), {
    suggestion: 'Set `useDpop: true` (DPoP is mandatory for online access).',
    message:
      '`refreshTokenMode: "online"` requires DPoP, which is missing or disabled. ' +
      'Set `useDpop: true` (DPoP is mandatory for online access).',
  });
});

test('online mode with all that it needs is taken', () => {
  make({ refreshTokenMode: 'online', useRefreshTokens: true, useDpop: true });
});

test('DPoP methods throw at once when it is off', () => {
  const message = '`useDpop` option must be enabled before using DPoP.';
  for (const useDpop of [undefined, false]) {
    const client = make({ useDpop });
    assert.throws(() => client.getDpopNonce(), { name: 'Error', message });
    assert.throws(() => client.setDpopNonce('nonce'), { name: 'Error', message });
    assert.throws(() => client.generateDpopProof({}), { name: 'Error', message });
  }
});

test('no option of the peer is ignored', async () => {
  const known = { useRefreshTokens: true, useRefreshTokensFallback: true, useMrrt: true, useDpop: true };
  const more = {
    interactiveErrorHandler: 'popup',
    sessionTransferTokenQueryParamName: 'token',
    createAnonymousSessionOnFailedSilentAuth: true,
  };
  assert.deepEqual(
    await warningsOf(() => make({ ...known, ...more, refreshTokenMode: 'offline', workerUrl: '/worker.js' })),
    [],
  );
});

test('enterpriseConnect warns of what has no effect, or a bad one', async () => {
  const tokens =
    'Enterprise Connect issues no refresh token; `useRefreshTokens` and `offline_access` in `scope` have no effect.';
  const organization =
    'Enterprise Connect resolves the organization from the email domain (Home Realm Discovery); ' +
    'a static `organization` breaks multi-customer setups.';
  const warned = (options) => warningsOf(() => make({ enterpriseConnect: true, ...options }));
  assert.deepEqual(await warned(), []);
  assert.deepEqual(await warned({ useRefreshTokens: true }), [tokens]);
  assert.deepEqual(await warned({ authorizationParams: { scope: 'openid offline_access' } }), [tokens]);
  assert.deepEqual(await warned({ authorizationParams: { organization: 'org_a' } }), [organization]);
  assert.deepEqual(await warned({ enterpriseConnect: false, authorizationParams: { organization: 'org_a' } }), []);
});

test('an unknown cache location is refused, an empty one is none', () => {
  for (const cacheLocation of ['foo', 'localStorage', 'toString']) {
    assert.throws(() => make({ cacheLocation }), { message: `Invalid cache location "${cacheLocation}"` });
  }
  for (const cacheLocation of ['memory', 'localstorage', 'indexeddb', undefined, null, '']) make({ cacheLocation });
});

test('cache beside cacheLocation is warned of, once, and wins', async () => {
  const text =
    'Both `cache` and `cacheLocation` options have been specified in the Auth0Client configuration; ' +
    'ignoring `cacheLocation` and using `cache`.';
  assert.deepEqual(await warningsOf(() => make({ cache, cacheLocation: 'memory' })), [text]);
  assert.deepEqual(await warningsOf(() => make({ cache, cacheLocation: 'foo' })), [text]);
  assert.deepEqual(await warningsOf(() => make({ cache })), []);
  assert.deepEqual(await warningsOf(() => make({ cacheLocation: 'memory' })), []);
});

test('a page without WebCrypto is refused', async () => {
  await inPage(
    () => {
      const message = 'For security reasons, `window.crypto` is required to run `auth0-spa-js`.';
      assert.throws(() => make(), { message });
    },
    { crypto: undefined },
  );
});

test('an insecure origin is refused', async () => {
  await inPage(
    () => {
      const message =
        '\n      auth0-spa-js must run on a secure origin. See https://github.com/auth0/auth0-spa-js/blob/main/FAQ.md' +
        '#why-do-i-get-auth0-spa-js-must-run-on-a-secure-origin for more information.\n    ';
      assert.throws(() => make(), { message });
    },
    { crypto: {} },
  );
});

test('a secure page makes a client and touches nothing else', async () => {
  const touched = [];
  const window = new Proxy(
    {},
    { get: (_, name) => (touched.push(name), name === 'crypto' ? { subtle: {} } : undefined) },
  );
  globalThis.window = window;
  try {
    make();
  } finally {
    delete globalThis.window;
  }
  assert.deepEqual([...new Set(touched)], ['crypto']);
});

test('the options are visible with their defaults', () => {
  assert.deepEqual(
    { ...make().options },
    {
      ...base,
      authorizationParams: { scope: 'openid profile email' },
      refreshTokenMode: 'offline',
      useFormData: true,
      useRefreshTokensFallback: false,
    },
  );
});

test('authorizationParams are merged one level deep, and the caller wins', () => {
  const params = { audience: 'https://api.example/', scope: 'read' };
  assert.deepEqual(make({ authorizationParams: params }).options.authorizationParams, params);
  assert.deepEqual(make({ authorizationParams: { audience: 'a' } }).options.authorizationParams, {
    scope: 'openid profile email',
    audience: 'a',
  });
});

test('a key that is present and undefined overrides its default', () => {
  const { options } = make({ useFormData: undefined, authorizationParams: { scope: undefined } });
  assert.deepEqual(
    [Object.hasOwn(options, 'useFormData'), options.useFormData, options.authorizationParams],
    [true, undefined, { scope: undefined }],
  );
});

test("the caller's objects are neither kept nor changed", () => {
  const given = Object.freeze({ ...base, authorizationParams: Object.freeze({ audience: 'a' }) });
  const { options } = new Auth0Client(given);
  assert.notEqual(options, given);
  assert.notEqual(options.authorizationParams, given.authorizationParams);
});

test('getConfiguration is a new frozen object with the values as given', () => {
  const client = make({ domain: 'http://localhost:1', clientId: 'x' });
  const configuration = client.getConfiguration();
  assert.deepEqual(configuration, { domain: 'http://localhost:1', clientId: 'x' });
  assert.ok(Object.isFrozen(configuration));
  assert.notEqual(client.getConfiguration(), configuration);
});
