// The fetcher with the real core, in Chromium, against an API on another origin.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openPage } from './support/chromium.mjs';
import { serveApi } from './support/resource-server.mjs';

let opened;
let api;

before(async () => {
  api = await serveApi();
  opened = await openPage('<!doctype html><title>fetcher</title>');
  await opened.page.evaluate(async (api) => {
    globalThis.api = api;
    globalThis.sdk = await import('/dist/index.js');
    /** A fetcher of a new client, with a token that the test gives. */
    globalThis.fetcher = (token, config, options) =>
      new globalThis.sdk.Auth0Client({ domain: 'localhost', clientId: 'c', ...options }).createFetcher({
        baseUrl: api,
        getAccessToken: async () => token,
        ...config,
      });
    /** What a test wants to know of an error, in a form that leaves the page. */
    globalThis.failure = (promise) =>
      promise.then(
        () => 'no failure',
        (error) => ({
          classes: ['GenericError', 'UseDpopNonceError'].filter((name) => error instanceof globalThis.sdk[name]),
          type: Object.getPrototypeOf(error).constructor.name,
          name: error.name,
          message: error.message,
          ...error,
        }),
      );
    globalThis.bound = { access_token: 'bound', token_type: 'DPoP', expires_in: 60, id_token: 'x' };
  }, api.origin);
});

beforeEach(() => void api.seen.splice(0));

after(async () => {
  await opened?.close();
  api?.close();
});

/** Runs a function in the page. */
const inPage = (run, argument) => opened.page.evaluate(run, argument);

/** The requests that the API has seen, as tuples of some members. */
const seen = (...names) => api.seen.map((call) => names.map((name) => call[name]));

test('a Bearer token goes with the request, whatever form that has', async () => {
  const statuses = await inPage(async () => {
    const { fetchWithAuth } = globalThis.fetcher('t');
    const init = { method: 'POST', body: 'text', headers: { authorization: 'Bearer of the caller' } };
    const responses = [
      await fetchWithAuth('/relative'),
      await fetchWithAuth(new URL(`${globalThis.api}/url`)),
      await fetchWithAuth(`${globalThis.api}/text`, { ...init, headers: new Headers({ authorization: 'other' }) }),
      await fetchWithAuth(new Request(`${globalThis.api}/request`, { method: 'POST', body: 'of the request' })),
    ];
    return responses.map((response) => response instanceof Response && response.status);
  });
  assert.deepEqual(statuses, [200, 200, 200, 200]);
  assert.deepEqual(seen('method', 'path', 'authorization', 'body', 'nonce'), [
    ['GET', '/relative', 'Bearer t', '', undefined],
    ['GET', '/url', 'Bearer t', '', undefined],
    ['POST', '/text', 'Bearer t', 'text', undefined],
    ['POST', '/request', 'Bearer t', 'of the request', undefined],
  ]);
});

test('a bound token goes with a proof; a nonce challenge costs one more request, once', async () => {
  const answers = await inPage(async () => {
    const { fetchWithAuth } = globalThis.fetcher(globalThis.bound, { dpopNonceId: 'api' }, { useDpop: true });
    const post = { method: 'POST', body: 'sent twice' };
    return [await (await fetchWithAuth('/nonce', post)).json(), await (await fetchWithAuth('/nonce')).json()];
  });
  const answer = { authorization: 'DPoP bound', nonce: 'nonce-of-the-api', isValid: true };
  assert.deepEqual(answers, [
    { ...answer, body: 'sent twice' },
    { ...answer, body: '' },
  ]);
  assert.deepEqual(seen('method', 'body', 'isValid', 'nonce'), [
    ['POST', 'sent twice', true, null],
    ['POST', 'sent twice', true, 'nonce-of-the-api'],
    ['GET', '', true, 'nonce-of-the-api'],
  ]);
});

test('a nonce that is refused twice is a UseDpopNonceError with the newest one', async () => {
  const error = await inPage(() =>
    globalThis.failure(globalThis.fetcher(globalThis.bound, {}, { useDpop: true }).fetchWithAuth('/nonce-for-ever')),
  );
  assert.deepEqual(error.classes, ['GenericError', 'UseDpopNonceError']);
  assert.equal(error.newDpopNonce, 'nonce-of-the-api');
  assert.equal(api.seen.length, 2);
});

test('a status that means failure is an answer', async () => {
  const status = await inPage(async () => (await globalThis.fetcher('t').fetchWithAuth('/teapot')).status);
  assert.equal(status, 418);
});

test('a URL that is empty is a TypeError, and one that cannot be reached as well', async () => {
  const errors = await inPage(() =>
    Promise.all([
      globalThis.failure(globalThis.fetcher('t').fetchWithAuth('')),
      globalThis.failure(globalThis.fetcher('t').fetchWithAuth('http://localhost:1/')),
    ]),
  );
  assert.deepEqual(
    errors.map(({ type }) => type),
    ['TypeError', 'TypeError'],
  );
  assert.equal(errors[0].message, '`url` must be absolute or `baseUrl` non-empty.');
});

test('without a token nothing is sent', async () => {
  const error = await inPage(() => globalThis.failure(globalThis.fetcher(undefined).fetchWithAuth('/')));
  assert.deepEqual([error.classes, error.error], [['GenericError'], 'missing_access_token']);
  assert.deepEqual(api.seen, []);
});

test('without getAccessToken the client is asked, and what it throws arrives', async () => {
  const error = await inPage(() =>
    globalThis.failure(
      globalThis
        .fetcher('t', { getAccessToken: undefined }, { useRefreshTokens: true, cacheLocation: 'localstorage' })
        .fetchWithAuth('/', undefined, { audience: 'https://api.example/' }),
    ),
  );
  assert.equal(error.error, 'missing_refresh_token');
  assert.equal(error.audience, 'https://api.example/');
  assert.deepEqual(api.seen, []);
});

test('getAccessToken learns what the call needs; what it throws comes back as it was', async () => {
  const [asked, isSame] = await inPage(async () => {
    const asked = [];
    const mine = { mine: true };
    const getAccessToken = async (parameters) => {
      asked.push(parameters);
      throw mine;
    };
    const { fetchWithAuth } = globalThis.fetcher('t', { getAccessToken });
    const caught = await fetchWithAuth('/', {}, { scope: ['a', 'b'], audience: 'api' }).catch((error) => error);
    return [asked, caught === mine];
  });
  assert.deepEqual(asked, [{ scope: ['a', 'b'], audience: 'api' }]);
  assert.ok(isSame);
});

test('an abort reaches the request, before it is sent and while it is under way', async () => {
  const early = await inPage(() =>
    globalThis.failure(globalThis.fetcher('t').fetchWithAuth('/', { signal: AbortSignal.abort() })),
  );
  assert.deepEqual([early.name, api.seen.length], ['AbortError', 0]);
  await inPage(() => {
    globalThis.late = new AbortController();
    const request = new Request(`${globalThis.api}/slow`, { signal: globalThis.late.signal });
    globalThis.pending = globalThis.failure(globalThis.fetcher('t').fetchWithAuth(request));
  });
  await api.arrived('/slow');
  const late = await inPage(() => {
    globalThis.late.abort();
    return globalThis.pending;
  });
  assert.equal(late.name, 'AbortError');
});

test('a fetch of the application gets the finished request, and its answer comes back', async () => {
  const [sent, isSame] = await inPage(async () => {
    const answer = { status: 200, headers: [['x', 'y']], data: 'mine' };
    let sent;
    const fetch = async (request) => {
      sent = [request instanceof Request, request.url, request.headers.get('authorization')];
      return answer;
    };
    const received = await globalThis.fetcher('t', { fetch }).fetchWithAuth('/own?q=1');
    return [sent, received === answer];
  });
  assert.deepEqual(sent, [true, `${api.origin}/own?q=1`, 'Bearer t']);
  assert.ok(isSame);
});

test('an origin that is not allowed gets nothing', async () => {
  const error = await inPage(() =>
    globalThis.failure(globalThis.fetcher('t', { allowedOrigins: ['https://other.example'] }).fetchWithAuth('/')),
  );
  assert.deepEqual([error.classes, error.error], [['GenericError'], 'origin_not_allowed']);
  assert.deepEqual(api.seen, []);
});

test('renewInvalidToken, maxRetryAfterInSeconds and onStepUp each give one more try; without them none', async () => {
  const [statuses, challenges] = await inPage(async () => {
    const challenges = [];
    const tokens = ['old', 'new'];
    const status = async (path, token, config) => (await globalThis.fetcher(token, config).fetchWithAuth(path)).status;
    const plain = [await status('/renew', 'old'), await status('/step-up', 'weak')];
    const extra = [
      await status('/renew', undefined, { renewInvalidToken: true, getAccessToken: async () => tokens.shift() }),
      await status('/busy', 't', { maxRetryAfterInSeconds: 1 }),
      await status('/step-up', undefined, {
        getAccessToken: async ({ scope } = {}) => (scope ? 'strong' : 'weak'),
        onStepUp: (challenge) => (challenges.push(challenge), { scope: ['more'] }),
      }),
      await status('/step-up', 'weak', { onStepUp: async () => undefined }),
    ];
    return [[...plain, ...extra], challenges];
  });
  assert.deepEqual(statuses, [401, 401, 200, 200, 200, 401]);
  assert.deepEqual(challenges, [{ error: 'insufficient_user_authentication', acr_values: 'mfa', max_age: '60' }]);
});

test('an option of the wrong type is named', async () => {
  const error = await inPage(() =>
    globalThis.failure(globalThis.fetcher('t', { allowedOrigins: 1 }).fetchWithAuth('/')),
  );
  assert.equal(error.error, 'invalid_configuration');
  assert.match(error.message, /`allowedOrigins`/);
});
