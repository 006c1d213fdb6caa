// The façade on the real core, in a page: options are read, errors arrive as their classes, and
// what the application throws comes back as it was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage } from './support/chromium.mjs';

let opened;

before(async () => {
  opened = await openPage('<!doctype html><title>core</title>');
  await opened.page.evaluate(async () => {
    globalThis.sdk = await import('/dist/index.js');
    globalThis.make = (options) => new globalThis.sdk.Auth0Client({ domain: 'localhost', clientId: 'c', ...options });
    // What a test wants to know of an error, in a form that leaves the page.
    globalThis.describe = (promise) =>
      promise.then(
        (value) => ({ value }),
        (error) => ({
          classes: Object.keys(globalThis.sdk).filter(
            (name) => /Error$/.test(name) && error instanceof globalThis.sdk[name],
          ),
          isError: error instanceof Error,
          name: error.name,
          ownName: Object.hasOwn(error, 'name'),
          message: error.message,
          fields: { ...error },
        }),
      );
  });
});

after(() => opened?.close());

/** Runs a function in the page. */
const inPage = (run, argument) => opened.page.evaluate(run, argument);

test('a client that was made without a domain says so on its first call', async () => {
  const error = await inPage(() => globalThis.describe(globalThis.make({ domain: undefined }).getUser()));
  assert.deepEqual(error.classes.sort(), ['Auth0Error', 'GenericError', 'InvalidConfigurationError']);
  assert.equal(error.fields.error, 'invalid_configuration');
  assert.match(error.message, /`domain` is missing/);
  assert.ok(error.message.endsWith(error.fields.suggestion));
  assert.equal(error.ownName, false);
});

test('nobody is signed in, and asking sends nothing', async () => {
  const answers = await inPage(async () => {
    const client = globalThis.make();
    return [
      (await client.getUser()) === undefined,
      (await client.getIdTokenClaims()) === undefined,
      await client.isAuthenticated(),
      (await client.checkSession()) === undefined,
      (await client.getTokenSilently({ cacheMode: 'cache-only' })) === undefined,
    ];
  });
  assert.deepEqual(answers, [true, true, false, true, true]);
});

test('a callback address without an answer is a plain Error', async () => {
  const error = await inPage(() => globalThis.describe(globalThis.make().handleRedirectCallback('http://localhost/')));
  assert.deepEqual([error.classes, error.isError, error.name, error.ownName], [['Auth0Error'], true, 'Error', false]);
  assert.equal(error.message, 'There are no query params available for parsing.');
});

test('an answer to a login that nobody started is a GenericError', async () => {
  const error = await inPage(() =>
    globalThis.describe(globalThis.make().handleRedirectCallback('http://localhost/?code=c&state=s')),
  );
  assert.deepEqual([error.classes, error.name, error.ownName], [['Auth0Error', 'GenericError'], 'Error', false]);
  assert.equal(error.fields.error, 'missing_transaction');
  assert.equal(error.fields.error_description, error.message);
});

test('what a callback throws comes back as it was', async () => {
  const outcomes = await inPage(async () => {
    class TimeoutError extends Error {
      name = 'TimeoutError';
    }
    const outcomes = [];
    for (const thrown of [new TimeoutError('mine'), new Error('plain'), { error: 'object' }, 'text']) {
      const openUrl = () => {
        throw thrown;
      };
      const caught = await globalThis
        .make()
        .loginWithRedirect({ openUrl })
        .catch((error) => error);
      outcomes.push(caught === thrown && !(caught instanceof globalThis.sdk.GenericError));
    }
    return outcomes;
  });
  assert.deepEqual(outcomes, [true, true, true, true]);
});

test('a login goes to the tenant with the client id and the default scope', async () => {
  const url = await inPage(async () => {
    let opened;
    await globalThis.make().loginWithRedirect({ openUrl: (url) => void (opened = url) });
    return opened;
  });
  const { origin, pathname, searchParams } = new URL(url);
  assert.equal(origin + pathname, 'https://localhost/authorize');
  assert.deepEqual(
    [searchParams.get('client_id'), searchParams.get('scope'), searchParams.get('code_challenge_method')],
    ['c', 'openid profile email', 'S256'],
  );
});

test('a client works inside a reactive store, which wraps it and everything in it', async () => {
  const answer = await inPage(async () => {
    const plain = (value) => Object.prototype.toString.call(value) === '[object Object]';
    const reactive = (target) =>
      new Proxy(target, {
        get(...args) {
          const value = Reflect.get(...args);
          return value && plain(value) ? reactive(value) : value;
        },
      });
    const client = reactive(globalThis.make());
    return [await client.isAuthenticated(), await client.isAuthenticated(), client.getConfiguration().clientId];
  });
  assert.deepEqual(answer, [false, false, 'c']);
});

test('a proof is made with a key of this browser, and a nonce is kept', async () => {
  const { header, claims, nonces } = await inPage(async () => {
    const client = globalThis.make({ useDpop: true });
    const proof = await client.generateDpopProof({ url: 'https://api.example/a?b#c', method: 'GET', accessToken: 't' });
    await client.setDpopNonce('of the tenant');
    await client.setDpopNonce('of the api', 'api');
    const nonces = [await client.getDpopNonce(), await client.getDpopNonce('api'), await client.getDpopNonce('other')];
    const [header, claims] = proof
      .split('.')
      .map((part, index) => index < 2 && JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))));
    return { header, claims, nonces };
  });
  assert.deepEqual([header.alg, header.typ, header.jwk.crv, 'd' in header.jwk], ['ES256', 'dpop+jwt', 'P-256', false]);
  assert.deepEqual([claims.htu, claims.htm, typeof claims.ath], ['https://api.example/a', 'GET', 'string']);
  assert.deepEqual(nonces, ['of the tenant', 'of the api', undefined]);
});

test('online mode asks for access as long as the session', async () => {
  const url = await inPage(async () => {
    let opened;
    const client = globalThis.make({ refreshTokenMode: 'online', useRefreshTokens: true, useDpop: true });
    await client.loginWithRedirect({ openUrl: (url) => void (opened = url) });
    return opened;
  });
  const { searchParams } = new URL(url);
  assert.deepEqual(searchParams.get('scope').split(' ').sort(), ['email', 'online_access', 'openid', 'profile']);
  assert.match(searchParams.get('dpop_jkt'), /^[\w-]{43}$/);
});

test('an address of any kind is read as text', async () => {
  const messages = await inPage(() =>
    Promise.all(
      [new URL('http://localhost/'), location, 7, {}].map((url) =>
        globalThis.describe(globalThis.make().handleRedirectCallback(url)),
      ),
    ),
  );
  for (const { message } of messages) assert.equal(message, 'There are no query params available for parsing.');
});

test('an option of the wrong type is named', async () => {
  const error = await inPage(() => globalThis.describe(globalThis.make({ leeway: 'much' }).getUser()));
  assert.ok(error.classes.includes('InvalidConfigurationError'), error.message);
  assert.match(error.message, /`leeway`/);
});
