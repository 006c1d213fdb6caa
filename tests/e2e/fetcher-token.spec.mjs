// createFetcher: where its tokens come from, and how each kind is sent.
import { bound } from './support/dpop.mjs';
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { refreshing } from './support/refresh.mjs';

/** Options without DPoP. */
const bearer = (more) => refreshing({ ...more });

test('authParams: audience and scope of the token of one call', async ({ app, api }) => {
  await app.signIn({ options: bearer({ useMrrt: true, authorizationParams: { scope: 'openid profile' } }) });
  const seen = await app.run(
    async ([calendar, orders]) => {
      const { fetchWithAuth } = window.client.createFetcher({ baseUrl: window.settings.api });
      const one = await fetchWithAuth('/orders', {}, { audience: orders, scope: ['read:orders'] });
      const two = await fetchWithAuth('/calendar', undefined, { audience: calendar, scope: ['read:calendar'] });
      const three = await fetchWithAuth('/orders');
      return [one.status, (await one.json()).owner, two.status, three.status];
    },
    [CALENDAR, ORDERS],
  );
  expect(seen).toEqual([200, 'auth0|ada', 200, 401]);
  expect(api.log.entries(0).filter(({ method }) => method === 'GET')).toHaveLength(3);
});

test('S3-E26 getAccessToken: asked once per attempt with the parameters, and mixed types work', async ({
  app,
  api,
}) => {
  await app.signIn({ options: bound() });
  await api.switches.set({ rs_nonce: 'required' });
  const seen = await app.run(async (audience) => {
    const asked = [];
    let answer;
    const fetcher = window.client.createFetcher({
      baseUrl: window.settings.api,
      dpopNonceId: 'calendar',
      getAccessToken: async (parameters) => {
        asked.push(parameters);
        return answer;
      },
    });
    const detailed = await window.client.getTokenSilently({ detailedResponse: true });
    const statuses = [];
    for (const given of [detailed, detailed.access_token]) {
      answer = given;
      const parameters = { audience, scope: ['read:calendar'] };
      statuses.push((await fetcher.fetchWithAuth('/calendar', {}, parameters)).status);
    }
    answer = undefined;
    const missing = await window.failure(() => fetcher.fetchWithAuth('/calendar'));
    return { asked, statuses, missing: [missing.classes, missing.error] };
  }, CALENDAR);
  const parameters = { audience: CALENDAR, scope: ['read:calendar'] };
  expect(seen.statuses).toEqual([200, 200]);
  // The first call is tried twice, for the nonce.
  expect(seen.asked.slice(0, 3)).toEqual([parameters, parameters, parameters]);
  expect(seen.missing).toEqual([['GenericError'], 'missing_access_token']);
});

test('S3-E26 DP-27 a Bearer token of the application’s own goes as Bearer, beside bound ones of the same fetcher', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ proof_of_possession: 'none' });
  await app.signIn({ options: bearer({ cacheLocation: 'localstorage' }) });
  const unbound = await app.run(() => window.client.getTokenSilently({ detailedResponse: true }));
  await tenant.switches.set({ proof_of_possession: 'allowed' });
  await app.signIn({ as: false, options: bound() });
  const seen = await app.run(async (given) => {
    const schemes = [];
    const send = (request) => {
      schemes.push(request.headers.get('authorization').split(' ')[0] + (request.headers.has('dpop') ? '+proof' : ''));
      return fetch(request);
    };
    const own = await window.client.getTokenSilently({ detailedResponse: true });
    const tokens = [given, own, given.access_token, own.access_token];
    const fetcher = window.client.createFetcher({ fetch: send, getAccessToken: async () => tokens.shift() });
    const statuses = [];
    for (let round = 0; round < 4; round += 1) {
      statuses.push((await fetcher.fetchWithAuth(`${window.settings.api}/calendar`)).status);
    }
    return { schemes, statuses };
  }, unbound);
  expect(seen).toEqual({
    schemes: ['Bearer', 'DPoP+proof', 'Bearer', 'DPoP+proof'],
    statuses: [200, 200, 200, 200],
  });
});

test('S3-P16 a session from before useDpop: its Bearer token is sent as Bearer, without a proof', async ({
  app,
  api,
}) => {
  const options = { cacheLocation: 'localstorage' };
  await app.signIn({ options: bearer(options) });
  const before = await app.run(() => window.client.getTokenSilently());
  await app.open();
  await app.make(bound(options));
  const seen = await app.run(async () => {
    let sent;
    const send = (request) => {
      sent = Object.fromEntries(request.headers);
      return fetch(request);
    };
    const fetcher = window.client.createFetcher({ dpopNonceId: 'calendar', fetch: send });
    const { status } = await fetcher.fetchWithAuth(`${window.settings.api}/calendar`);
    return { status, sent };
  });
  expect(seen).toMatchObject({ status: 200, sent: { authorization: `Bearer ${before}` } });
  expect(seen.sent).not.toHaveProperty('dpop');
  expect(api.proofs()).toEqual([]);
  await app.signIn({ as: false, options: bound(options) });
  expect(await app.run(() => window.client.getTokenSilently({ detailedResponse: true }))).toMatchObject({
    token_type: 'DPoP',
  });
});
