// Pages that lack something: each says what, and what to do.
import { expect, test } from './support/fixtures.mjs';

const construct = () => window.failure(() => void window.make());

test('an insecure origin, where there is no crypto.subtle, is told so by the constructor', async ({ app }) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, 'subtle', { configurable: true, get: () => undefined });
  });
  await app.open();
  const refusal = await app.run(construct);
  expect(refusal.message.trim()).toBe(
    'auth0-spa-js must run on a secure origin. See https://github.com/auth0/auth0-spa-js/blob/main/FAQ.md#why-do-i-get-auth0-spa-js-must-run-on-a-secure-origin for more information.',
  );
});

test('without crypto at all the constructor says that it is needed', async ({ app }) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(window, 'crypto', { configurable: true, get: () => undefined });
  });
  await app.open();
  expect(await app.run(construct)).toMatchObject({
    message: 'For security reasons, `window.crypto` is required to run `auth0-spa-js`.',
  });
});

test('a policy without wasm-unsafe-eval is a typed error with what to add, each time', async ({ app, page, site }) => {
  await page.goto(`${site.url}/attempt.html?csp=no-wasm`);
  await page.waitForFunction(() => window.second);
  const outcomes = await page.evaluate(() => [window.outcome, window.second]);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ classes: ['GenericError'], error: 'wasm_blocked' });
    expect(outcome.message).toContain("'wasm-unsafe-eval' to script-src");
  }
  const complaints = app.takeComplaints();
  expect(complaints.filter((text) => !text.includes('WebAssembly'))).toEqual([]);
});

test('the same page under a policy with it works', async ({ app, page, site }) => {
  await page.goto(`${site.url}/attempt.html`);
  await page.waitForFunction(() => window.second);
  expect(await page.evaluate(() => window.outcome)).toEqual({});
  expect(app.takeComplaints()).toEqual([]);
});

test('without WebAssembly the import and the constructor work, and each call says what is missing', async ({ app }) => {
  await app.page.addInitScript(() => {
    delete window.WebAssembly;
  });
  await app.open();
  const seen = await app.run(async () => {
    const client = window.make();
    const calls = ['getUser', 'getTokenSilently', 'checkSession', 'loginWithRedirect', 'logout'];
    return Promise.all(calls.map((name) => window.failure(() => client[name]())));
  });
  for (const refusal of seen) {
    expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'wasm_unsupported' });
    expect(refusal.message).toContain('WebAssembly is missing');
  }
});

test('a WebAssembly that comes back is used: a failure to load is not for ever', async ({ app }) => {
  await app.page.addInitScript(() => {
    window.kept = window.WebAssembly;
    delete window.WebAssembly;
  });
  await app.open();
  const seen = await app.run(async () => {
    const client = window.make();
    const before = await window.failure(() => client.isAuthenticated());
    window.WebAssembly = window.kept;
    return [before.error, await client.isAuthenticated()];
  });
  expect(seen).toEqual(['wasm_unsupported', false]);
});

test('without Web Locks a login and shared tokens work all the same', async ({ app }) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { configurable: true, get: () => undefined });
  });
  await app.signIn({ options: { cacheLocation: 'localstorage' } });
  const tokens = await app.run(() => {
    const ask = () => window.client.getTokenSilently({ authorizationParams: { scope: 'openid new' } });
    return Promise.all([ask(), ask()]);
  });
  expect(tokens[1]).toBe(tokens[0]);
});

test('a page that spies on fetch, or freezes prototypes, does not break it', async ({ app }) => {
  await app.page.addInitScript(() => {
    const real = window.fetch;
    window.fetched = [];
    window.fetch = (...args) => {
      window.fetched.push(String(args[0]?.url ?? args[0]));
      return real(...args);
    };
    for (const type of [Object, Array, Promise, Error, Map]) Object.freeze(type.prototype);
  });
  await app.signIn();
  expect(await app.run(() => window.fetched.some((url) => url.endsWith('/oauth/token')))).toBe(true);
  expect(await app.run(() => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' })))).toMatchObject(
    {
      resolved: expect.any(String),
    },
  );
});
