// What is refused, by name: options that are missing, of the wrong type, or cannot work.
import { expect, test } from './support/fixtures.mjs';

const CONFIGURATION = { classes: ['GenericError', 'InvalidConfigurationError'] };

/** What a client with these options answers to its first call. */
const firstCall = (options) =>
  window.failure(() => new window.sdk.Auth0Client(options).loginWithRedirect({ openUrl: () => {} }));

test('a constructor sends nothing and opens nothing', async ({ app, tenant }) => {
  await app.open();
  tenant.log.clear();
  const configuration = await app.run(() => {
    const client = window.make({ cacheLocation: 'localstorage' });
    const first = client.getConfiguration();
    const second = client.getConfiguration();
    return { first, frozen: Object.isFrozen(first), fresh: first !== second };
  });
  expect(configuration).toEqual({
    first: { domain: tenant.url, clientId: 'demo-spa' },
    frozen: true,
    fresh: true,
  });
  expect(tenant.log.entries(0)).toEqual([]);
  expect(await app.run(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, '']);
});

test('without options there is a TypeError that says how to write it', async ({ app }) => {
  await app.open();
  expect(await app.run(() => window.failure(() => new window.sdk.Auth0Client()))).toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('{ domain, clientId }'),
  });
});

const MISSING = [
  [{ clientId: 'c' }, '`domain` is missing'],
  [{ domain: '', clientId: 'c' }, '`domain` is missing'],
  [{ domain: 'example.auth0.com' }, '`clientId` is missing'],
  [{ domain: 'example.auth0.com', clientId: '  ' }, '`clientId` is missing'],
  [{ domain: 'http://example.auth0.com', clientId: 'c' }, '`domain` must be reached by https'],
  [{ domain: 'ftp://example.auth0.com', clientId: 'c' }, '`domain` must be reached by https'],
  [{ domain: 'http://localhost.attacker.example', clientId: 'c' }, '`domain` must be reached by https'],
  [{ domain: 'example.auth0.com?x', clientId: 'c' }, '`domain` is not a domain'],
  [{ domain: 'exa mple.auth0.com', clientId: 'c' }, '`domain` is not a domain'],
];

test('a domain or client id that is missing or cannot work is named, with what to write', async ({ app }) => {
  await app.open();
  for (const [options, expected] of MISSING) {
    const refusal = await app.run(firstCall, options);
    expect(refusal, JSON.stringify(options)).toMatchObject(CONFIGURATION);
    expect(refusal.message).toContain(expected);
    expect(refusal.own).toMatchObject({ error: 'invalid_configuration', error_description: refusal.message });
    expect(refusal.message.endsWith(` ${refusal.own.suggestion}`)).toBe(true);
  }
});

const WRONG = {
  domain: 7,
  clientId: { id: 'c' },
  issuer: 1,
  leeway: 'a minute',
  authorizeTimeoutInSeconds: '60',
  httpTimeoutInSeconds: true,
  useFormData: 'no',
  auth0Client: 'wrapper',
  legacySameSiteCookie: 1,
  useCookiesForTransactions: 'yes',
  sessionCheckExpiryDays: '1',
  cookieDomain: 5,
  verifyIdTokenSignature: 'false',
};

test('an option of the wrong type is named', async ({ app }) => {
  await app.open();
  for (const [name, value] of Object.entries(WRONG)) {
    const options = { domain: 'example.auth0.com', clientId: 'c', [name]: value };
    const refusal = await app.run(firstCall, options);
    expect(refusal, name).toMatchObject(CONFIGURATION);
    expect(refusal.message).toContain(`\`${name}\``);
  }
});

test('options that are undefined or null count as not given', async ({ app }) => {
  await app.open();
  const opened = await app.run(async () => {
    const nothing = { issuer: undefined, leeway: null, cookieDomain: null, httpTimeoutInSeconds: undefined };
    let opened;
    await window.make(nothing).loginWithRedirect({ openUrl: (url) => (opened = url) });
    return opened;
  });
  expect(new URL(opened).searchParams.get('client_id')).toBe('demo-spa');
});

test('options of a call are checked too, before anything is sent', async ({ app, tenant }) => {
  await app.open();
  await app.make();
  tenant.log.clear();
  const cases = [
    ['getTokenSilently', { cacheMode: 'sometimes' }, '`cacheMode`'],
    ['getTokenSilently', { timeoutInSeconds: '1' }, '`timeoutInSeconds`'],
    ['getTokenSilently', { authorizationParams: 'audience' }, '`authorizationParams`'],
    ['loginWithRedirect', { authorizationParams: 7 }, '`authorizationParams`'],
    ['loginWithRedirect', { fragment: { a: 1 } }, '`fragment`'],
    ['checkSession', { cacheMode: 7 }, '`cacheMode`'],
  ];
  for (const [method, options, named] of cases) {
    const refusal = await app.run(
      ([name, given]) => window.failure(() => window.client[name](given)),
      [method, options],
    );
    expect(refusal, method).toMatchObject(CONFIGURATION);
    expect(refusal.message).toContain(named);
  }
  expect(tenant.log.entries(0)).toEqual([]);
});

test('a client with a wrong option refuses each call alike, and leaves other clients alone', async ({ app }) => {
  await app.open();
  const seen = await app.run(async () => {
    const broken = new window.sdk.Auth0Client({ domain: 'example.auth0.com', clientId: 'c', leeway: 'x' });
    const calls = ['getUser', 'getTokenSilently', 'isAuthenticated', 'logout', 'checkSession'];
    const failures = await Promise.all(calls.map((name) => window.failure(() => broken[name]())));
    return [failures.map(({ error }) => error), await window.make().isAuthenticated()];
  });
  expect(seen).toEqual([Array(5).fill('invalid_configuration'), false]);
});
