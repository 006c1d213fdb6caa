// createFetcher: where a request goes, what it carries, and what comes back.
import { bound, proofsAt } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { refreshing } from './support/refresh.mjs';

/** Options without DPoP. */
const bearer = (more) => refreshing({ ...more });

test('S3-E21 a bound token goes with its proof, and what the caller set stays', async ({ app, api }) => {
  await app.signIn({ options: bound() });
  const { status, body, sent } = await app.run(async () => {
    let seen;
    const fetcher = window.client.createFetcher({
      dpopNonceId: 'calendar',
      baseUrl: window.settings.api,
      fetch: (request) => {
        seen = Object.fromEntries(request.headers);
        return fetch(request);
      },
    });
    const init = { method: 'POST', body: '{"a":1}', headers: { 'Content-Type': 'application/json' } };
    const response = await fetcher.fetchWithAuth('/echo', init);
    return { status: response.status, body: await response.json(), sent: seen };
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ method: 'POST', type: 'application/json', body: '{"a":1}', sub: 'auth0|ada' });
  expect(sent).toMatchObject({ authorization: expect.stringMatching(/^DPoP /), dpop: expect.any(String) });
  const [proof] = await proofsAt(api);
  expect(proof).toMatchObject({
    error: null,
    payload: { htm: 'POST', htu: `${api.url}/echo`, ath: expect.any(String) },
  });
  expect(body.key).toBe(proof.key);
});

test('S3-P23 DP-26 W10 X-09 without dpopNonceId the proof goes all the same, and the nonce is that of the origin', async ({
  app,
  api,
}) => {
  await api.switches.set({ rs_nonce: 'required' });
  await app.signIn({ options: bound() });
  const statuses = await app.run(async () => {
    const { fetchWithAuth } = window.client.createFetcher();
    const url = `${window.settings.api}/calendar`;
    return [(await fetchWithAuth(url)).status, (await fetchWithAuth(url)).status];
  });
  expect(statuses).toEqual([200, 200]);
  const proofs = await proofsAt(api);
  expect(proofs.map(({ error }) => error)).toEqual(['use_dpop_nonce', null, null]);
});

test('a Request keeps its method, headers and body; what init says wins; the caller’s Authorization does not', async ({
  app,
}) => {
  await app.signIn({ options: bearer() });
  const seen = await app.run(async () => {
    const fetcher = window.client.createFetcher();
    const url = `${window.settings.api}/echo`;
    const make = (method) =>
      new Request(url, { method, body: 'text', headers: { 'content-type': 'text/x', authorization: 'Basic eDp5' } });
    const read = async (promise) => (await promise).json();
    return [
      await read(fetcher.fetchWithAuth(make('PUT'))),
      await read(fetcher.fetchWithAuth(make('PUT'), { method: 'PATCH', body: 'other' })),
      await read(
        fetcher.fetchWithAuth(new URL(url), { method: 'delete', headers: new Headers({ 'content-type': 'a/b' }) }),
      ),
      await read(fetcher.fetchWithAuth(url, { method: 'POST', body: 'x', headers: [['content-type', 'c/d']] })),
    ];
  });
  expect(seen.map(({ method, type, body }) => [method, type, body])).toEqual([
    ['PUT', 'text/x', 'text'],
    ['PATCH', 'text/x', 'other'],
    ['DELETE', 'a/b', ''],
    ['POST', 'c/d', 'x'],
  ]);
});

test('S3-E23 S3-E24 a signal in init aborts the request; one made by the wrapper is new for each call', async ({
  app,
}) => {
  await app.signIn({ options: bearer() });
  const seen = await app.run(async () => {
    const never = (request) =>
      new Promise((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
        if (request.signal.aborted) reject(request.signal.reason);
      });
    const name = async (promise) =>
      promise.then(
        () => 'answered',
        (error) => error.name,
      );
    const fetcher = window.client.createFetcher({ fetch: never });
    const url = `${window.settings.api}/calendar`;
    const inInit = await name(fetcher.fetchWithAuth(url, { signal: AbortSignal.timeout(200) }));
    const aborted = await name(fetcher.fetchWithAuth(url, { signal: AbortSignal.abort() }));
    const wrapper = window.client.createFetcher({
      fetch: (request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { inInit, aborted, late: (await wrapper.fetchWithAuth(url)).status };
  });
  expect(seen).toEqual({ inInit: 'TimeoutError', aborted: 'AbortError', late: 200 });
});

test('a status of failure is an answer, and a network failure the TypeError of fetch', async ({ app }) => {
  await app.signIn({ options: bearer() });
  const seen = await app.run(async () => {
    const { fetchWithAuth } = window.client.createFetcher({ baseUrl: window.settings.api });
    const nowhere = await fetchWithAuth('http://localhost:1/').catch((error) => error);
    return [(await fetchWithAuth('/nothing')).status, nowhere instanceof TypeError];
  });
  expect(seen).toEqual([404, true]);
});

test('where nobody is signed in the error is that of the call for a token', async ({ app }) => {
  await app.open();
  await app.make(bearer());
  const call = () => window.failure(() => window.client.createFetcher().fetchWithAuth('https://h.example/'));
  expect(await app.run(call)).toMatchObject({ error: 'missing_refresh_token' });
});
