// getTokenSilently: what the cache answers, what the tenant is asked, and how calls share.
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const options = { authorizationParams: { audience: CALENDAR, scope: 'openid profile email read:calendar' } };
const token = (given) => window.failure(() => window.client.getTokenSilently(given));
const requests = (tenant) => [seenBy(tenant, '/authorize').length, seenBy(tenant, '/oauth/token').length];

async function signedIn(app, tenant, how = { options }) {
  await app.signIn(how);
  tenant.log.clear();
}

test('S3-E5 a token for the API, and the second call makes no request', async ({ app, tenant }) => {
  await app.signIn();
  const call = async (audience) => {
    const accessToken = await window.client.getTokenSilently({
      authorizationParams: { audience, scope: 'read:calendar' },
    });
    const response = await fetch(`${window.settings.api}/calendar`, {
      headers: { Authorization: `Bearer ${accessToken}` },
    });
    return { accessToken, status: response.status, body: await response.json() };
  };
  const first = await app.run(call, CALENDAR);
  expect(first).toMatchObject({ status: 200, body: { owner: 'auth0|ada' } });
  tenant.log.clear();
  expect(await app.run(call, CALENDAR)).toMatchObject({ status: 200, accessToken: first.accessToken });
  expect(requests(tenant)).toEqual([0, 0]);
});

test('the token of the login itself is in the cache: nothing is asked after it', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  const { resolved } = await app.run(token);
  expect(JSON.parse(atob(resolved.split('.')[1]))).toMatchObject({ sub: 'auth0|ada', azp: 'demo-spa' });
  expect(requests(tenant)).toEqual([0, 0]);
});

test('detailedResponse: the same five members in their order, from the tenant and from the cache', async ({
  app,
  tenant,
}) => {
  await signedIn(app, tenant);
  const detailed = async (cacheMode) => {
    const found = await window.client.getTokenSilently({ cacheMode, detailedResponse: true });
    return { keys: Object.keys(found), found, raw: (await window.client.getIdTokenClaims()).__raw };
  };
  const fresh = await app.run(detailed, 'off');
  const cached = await app.run(detailed, 'on');
  for (const { keys, found, raw } of [fresh, cached]) {
    expect(keys).toEqual(['id_token', 'token_type', 'access_token', 'scope', 'expires_in']);
    expect(found).toMatchObject({
      id_token: raw,
      token_type: 'Bearer',
      scope: 'openid profile email read:calendar',
      expires_in: 86400,
    });
  }
  expect(cached.found).toEqual(fresh.found);
});

test('fifty calls at once make one request and get one token', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  const tokens = await app.run((audience) => {
    const ask = () => window.client.getTokenSilently({ authorizationParams: { audience, scope: 'read:orders' } });
    return Promise.all(Array.from({ length: 50 }, ask));
  }, ORDERS);
  expect(new Set(tokens).size).toBe(1);
  expect(requests(tenant)).toEqual([1, 1]);
});

test('fifty calls at once that fail, fail together, and the next call tries again', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  await tenant.switches.set({ rate_limit: 'token' });
  const ask = (audience) => {
    const one = () => window.client.getTokenSilently({ authorizationParams: { audience } });
    return Promise.all(Array.from({ length: 50 }, () => window.failure(one)));
  };
  const failures = await app.run(ask, ORDERS);
  expect(failures.map(({ error, status }) => [error, status])).toEqual(Array(50).fill(['too_many_requests', 429]));
  expect(requests(tenant)).toEqual([1, 1]);
  await tenant.switches.set({ rate_limit: 'off' });
  expect((await app.run(ask, ORDERS))[0]).toMatchObject({ resolved: expect.any(String) });
});

test('calls for different audiences share nothing', async ({ app, tenant }) => {
  await signedIn(app, tenant, {});
  const audiences = await app.run(
    async (wanted) => {
      const ask = (audience) => window.client.getTokenSilently({ authorizationParams: { audience } });
      const tokens = await Promise.all(wanted.map(ask));
      return tokens.map((text) => JSON.parse(atob(text.split('.')[1])).aud[0]);
    },
    [CALENDAR, ORDERS],
  );
  expect(audiences).toEqual([CALENDAR, ORDERS]);
  expect(requests(tenant)).toEqual([2, 2]);
});

test('followers wait for as long as their leader takes', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  await tenant.switches.set({ token_delay: 6000 });
  const tokens = await app.run((audience) => {
    const ask = () => window.failure(() => window.client.getTokenSilently({ authorizationParams: { audience } }));
    return Promise.all([ask(), ask()]);
  }, ORDERS);
  expect(tokens[0]).toMatchObject({ resolved: expect.any(String) });
  expect(tokens[1]).toEqual(tokens[0]);
  expect(requests(tenant)).toEqual([1, 1]);
});

test('cacheMode off: each call asks for itself, and its token is kept', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  const tokens = await app.run(() => {
    const ask = () => window.client.getTokenSilently({ cacheMode: 'off' });
    return Promise.all([ask(), ask(), ask()]);
  });
  expect(new Set(tokens).size).toBe(3);
  expect(requests(tenant)).toEqual([3, 3]);
  expect(tokens).toContain((await app.run(token, { cacheMode: 'cache-only' })).resolved);
});

test('cacheMode cache-only: what is there, or undefined, and never a request', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  expect(await app.run(token, { cacheMode: 'cache-only' })).toMatchObject({ resolved: expect.any(String) });
  const other = { cacheMode: 'cache-only', authorizationParams: { audience: ORDERS } };
  expect((await app.run(token, other)).resolved).toBeUndefined();
  expect((await app.run(token, { ...other, detailedResponse: true })).resolved).toBeUndefined();
  expect(requests(tenant)).toEqual([0, 0]);
});

test('a token with more scopes answers for fewer; one with fewer does not answer for more', async ({ app, tenant }) => {
  await signedIn(app, tenant, { options: { authorizationParams: { audience: CALENDAR, scope: 'openid' } } });
  const ask = (scope) => app.run(token, { authorizationParams: { scope } });
  const wide = await ask('read:calendar write:calendar');
  expect(requests(tenant)).toEqual([1, 1]);
  expect(await ask('write:calendar')).toEqual(wide);
  expect(await ask('write:calendar  read:calendar')).toEqual(wide);
  expect(requests(tenant)).toEqual([1, 1]);
  await ask('profile');
  expect(requests(tenant)).toEqual([2, 2]);
});

test('an answer without expires_in is used once and never kept for ever', async ({ app, tenant }) => {
  await tenant.switches.set({ expires_in: 'omit' });
  await signedIn(app, tenant);
  const first = await app.run(token);
  const second = await app.run(token);
  expect(first).toMatchObject({ resolved: expect.any(String) });
  expect(second).toMatchObject({ resolved: expect.any(String) });
  expect(second.resolved).not.toBe(first.resolved);
  expect(requests(tenant)).toEqual([2, 2]);
});

test('nobody signed in: login_required, the tenant’s words, and the local session ends', async ({ app, tenant }) => {
  await signedIn(app, tenant);
  await app.page.context().clearCookies({ name: /^auth0_\d+/ });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({
    classes: ['GenericError'],
    own: { error: 'login_required', error_description: 'Login required' },
  });
  expect(requests(tenant)).toEqual([1, 0]);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  expect(await app.run(() => document.cookie)).toBe('');
});

test('a refusal that is about the request leaves the session alone', async ({ app, tenant }) => {
  await signedIn(app, tenant, { as: 'alan', options });
  const refusal = await app.run(token, { cacheMode: 'off', authorizationParams: { organization: 'org_acme' } });
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'access_denied' });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  expect(await app.run(token)).toMatchObject({ resolved: expect.any(String) });
});
