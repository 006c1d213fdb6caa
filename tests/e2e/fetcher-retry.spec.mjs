// createFetcher: one more try where the API says what it wants, and what is sent then.
import { bound, proofsAt } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { grants, refreshing } from './support/refresh.mjs';

const calls = (api) => api.log.entries(0).filter(({ method }) => method !== 'OPTIONS');
const statuses = (api) => calls(api).map(({ status }) => status);
const get = async () => {
  window.fetcher ??= window.client.createFetcher({ baseUrl: window.settings.api });
  return (await window.fetcher.fetchWithAuth('/calendar')).status;
};

test('S3-P22 DP-28 DP-30 DP-32 a nonce is asked for once, kept, and renewed: one retry each, none where it comes with the answer', async ({
  app,
  api,
}) => {
  await app.signIn({ options: bound() });
  for (const [mode, expected] of [
    ['required', [401, 200, 200, 200]],
    ['rotate', [401, 200, 401, 200, 401, 200]],
    ['rotate_on_success', [401, 200, 200, 200]],
  ]) {
    api.reset();
    await api.switches.set({ rs_nonce: mode });
    for (let round = 0; round < 3; round += 1) expect(await app.run(get)).toBe(200);
    expect(statuses(api), mode).toEqual(expected);
  }
  const ids = (await proofsAt(api)).map(({ payload }) => payload.jti);
  expect(new Set(ids).size).toBe(ids.length);
});

test('S3-P22 a second refusal is a UseDpopNonceError with the newest nonce', async ({ app }) => {
  await app.signIn({ options: bound() });
  const seen = await app.run(async () => {
    let count = 0;
    const send = async () => {
      count += 1;
      const headers = { 'dpop-nonce': `nonce-${count}`, 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
      return { status: 401, headers };
    };
    const fetcher = window.client.createFetcher({ fetch: send, dpopNonceId: 'x' });
    const refusal = await window.failure(() => fetcher.fetchWithAuth('https://h.example/'));
    return { count, classes: refusal.classes, own: refusal.own };
  });
  expect(seen).toMatchObject({ count: 2, own: { newDpopNonce: 'nonce-2' } });
  expect(seen.classes).toContain('UseDpopNonceError');
});

test('DP-20 W11 X-11 two fetchers on two origins at once never mix nonces, nor does one fetcher that is used for both', async ({
  app,
  api,
  otherApi,
}) => {
  for (const server of [api, otherApi]) await server.switches.set({ rs_nonce: 'rotate_on_success' });
  await app.signIn({ options: bound() });
  const seen = await app.run(async () => {
    const { api: one, otherApi: two } = window.settings;
    const fetchers = [one, two].map((baseUrl) => window.client.createFetcher({ baseUrl, dpopNonceId: baseUrl }));
    const shared = window.client.createFetcher({ dpopNonceId: 'shared' });
    const statuses = [];
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all([...fetchers.map((fetcher) => fetcher.fetchWithAuth('/calendar'))]);
      statuses.push(...answers.map(({ status }) => status));
      for (const origin of [one, two]) statuses.push((await shared.fetchWithAuth(`${origin}/calendar`)).status);
    }
    return statuses;
  });
  expect(new Set(seen)).toEqual(new Set([200]));
  const noncesOf = async (server) => (await proofsAt(server)).map(({ payload }) => payload.nonce).filter(Boolean);
  const [first, second] = [await noncesOf(api), await noncesOf(otherApi)];
  expect(first.length).toBeGreaterThan(4);
  expect(first.filter((nonce) => second.includes(nonce))).toEqual([]);
});

test('DP-29 W13 X-10 bodies are sent again whole on the retry: text, form, blob, bytes, Request', async ({
  app,
  api,
}) => {
  await api.switches.set({ rs_nonce: 'rotate' });
  await app.signIn({ options: bound() });
  const seen = await app.run(async () => {
    const form = new FormData();
    form.set('field', 'value');
    form.set('file', new Blob(['contents']), 'name.txt');
    const url = `${window.settings.api}/echo`;
    const { fetchWithAuth } = window.client.createFetcher();
    const bodies = ['text ü', new URLSearchParams('a=1'), form, new Blob(['blob']), new TextEncoder().encode('bytes')];
    const answers = [];
    for (const body of bodies) answers.push((await (await fetchWithAuth(url, { method: 'POST', body })).json()).body);
    const request = new Request(url, { method: 'PUT', body: 'of a request' });
    answers.push((await (await fetchWithAuth(request)).json()).body);
    return answers;
  });
  expect(seen[2]).toMatch(/name="field"\s+value/);
  expect(seen[2]).toContain('contents');
  expect(seen.filter((_, index) => index !== 2)).toEqual(['text ü', 'a=1', 'blob', 'bytes', 'of a request']);
  expect(statuses(api)).toEqual(Array.from({ length: 6 }, () => [401, 200]).flat());
});

test('DP-29 a stream is not sent twice: the refusal comes out, and its nonce serves the next call', async ({ app }) => {
  await app.signIn({ options: bound() });
  const seen = await app.run(async () => {
    const bodies = [];
    const send = async (request) => {
      bodies.push(await request.text());
      if (bodies.length > 1) return { status: 200, headers: {} };
      return { status: 401, headers: { 'dpop-nonce': 'fresh', 'www-authenticate': 'DPoP error="use_dpop_nonce"' } };
    };
    const { fetchWithAuth } = window.client.createFetcher({ fetch: send, dpopNonceId: 'x' });
    const stream = new Blob(['streamed']).stream();
    const first = await fetchWithAuth('https://h.example/', { method: 'POST', body: stream, duplex: 'half' });
    return { bodies, status: first.status, nonce: await window.client.getDpopNonce('x') };
  });
  expect(seen).toEqual({ bodies: ['streamed'], status: 401, nonce: 'fresh' });
});

test('BR-04 renewInvalidToken: a token the API refuses is renewed once, not by default and not for ever', async ({
  app,
  api,
  tenant,
}) => {
  await app.signIn({ options: refreshing() });
  const call = async (config) => {
    const fetcher = window.client.createFetcher({ baseUrl: window.settings.api, ...config });
    return (await fetcher.fetchWithAuth('/calendar')).status;
  };
  await api.switches.set({ api_force_401: 'token' });
  tenant.log.clear();
  expect(await app.run(call)).toBe(401);
  expect(grants(tenant)).toEqual([]);
  expect(await app.run(call, { renewInvalidToken: true })).toBe(200);
  expect(grants(tenant)).toEqual(['refresh_token']);
  await api.switches.set({ api_force_401: 'always' });
  api.log.clear();
  expect(await app.run(call, { renewInvalidToken: true })).toBe(401);
  expect(statuses(api)).toEqual([401, 401]);
});

test('WP-28 maxRetryAfterInSeconds: the pause is kept and the call tried once more; longer ones and the default are not', async ({
  app,
  api,
}) => {
  await app.signIn({ options: refreshing() });
  const call = async (config) => {
    const fetcher = window.client.createFetcher({ baseUrl: window.settings.api, ...config });
    const response = await fetcher.fetchWithAuth('/calendar');
    return [response.status, response.headers.get('retry-after')];
  };
  await api.switches.set({ rate_limit: 'once' });
  expect(await app.run(call)).toEqual([429, '1']);
  await api.switches.set({ rate_limit: 'once' });
  expect(await app.run(call, { maxRetryAfterInSeconds: 0.5 })).toEqual([429, '1']);
  await api.switches.set({ rate_limit: 'once' });
  expect(await app.run(call, { maxRetryAfterInSeconds: 5 })).toEqual([200, null]);
  await api.switches.set({ rate_limit: 'always' });
  api.log.clear();
  expect(await app.run(call, { maxRetryAfterInSeconds: 5 })).toEqual([429, '1']);
  expect(statuses(api)).toEqual([429, 429]);
});

test('SU-01 SU-02 BR-05 onStepUp: the challenge comes as it is, and the token of the answer is used once', async ({
  app,
  api,
}) => {
  await app.signIn({ options: refreshing({ useRefreshTokensFallback: true }) });
  await api.switches.set({ api_scope: 'write:calendar' });
  const seen = await app.run(async () => {
    const challenges = [];
    const make = (answer) =>
      window.client.createFetcher({
        baseUrl: window.settings.api,
        onStepUp: async (challenge) => {
          challenges.push(challenge);
          return answer;
        },
      });
    const helped = (await make({ scope: ['write:calendar'] }).fetchWithAuth('/calendar')).status;
    const declined = (await make(undefined).fetchWithAuth('/calendar')).status;
    return { helped, declined, challenges };
  });
  expect(seen.challenges[0]).toMatchObject({ error: 'insufficient_scope', scope: 'write:calendar' });
  expect(seen).toMatchObject({ helped: 200, declined: 403 });
  await api.switches.set({ api_scope: 'off', api_stepup: 'acr' });
  const acr = await app.run(async () => {
    let challenge;
    const fetcher = window.client.createFetcher({
      baseUrl: window.settings.api,
      onStepUp: (given) => void (challenge = given),
    });
    return { status: (await fetcher.fetchWithAuth('/calendar')).status, challenge };
  });
  expect(acr).toMatchObject({
    status: 401,
    challenge: { error: 'insufficient_user_authentication', acr_values: expect.stringContaining('multi-factor') },
  });
});

test('what onStepUp or getAccessToken throws comes out as it is', async ({ app, api }) => {
  await app.signIn({ options: refreshing() });
  await api.switches.set({ api_stepup: 'acr' });
  const seen = await app.run(async () => {
    const thrown = { mine: true };
    const fail = async () => {
      throw thrown;
    };
    const same = async (config) => {
      const fetcher = window.client.createFetcher({ baseUrl: window.settings.api, ...config });
      return fetcher.fetchWithAuth('/calendar').then(
        () => 'answered',
        (error) => error === thrown,
      );
    };
    return [await same({ onStepUp: fail }), await same({ getAccessToken: fail }), await same({ fetch: fail })];
  });
  expect(seen).toEqual([true, true, true]);
});
