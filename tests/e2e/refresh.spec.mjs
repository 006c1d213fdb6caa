// useRefreshTokens: which requests bring a token, what is sent, and what a refusal leaves behind.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { grants, refreshing, reuses, signInStale, token } from './support/refresh.mjs';
import { names, queryOf, seenBy } from './support/wire.mjs';

const NEXT = { resolved: expect.any(String) };
const STORES = ['memory', 'localstorage', 'indexeddb'];

for (const cacheLocation of STORES) {
  test(`S3-E6 offline_access is asked for, and a stale token is refreshed without a frame (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    const options = refreshing({ cacheLocation });
    await app.open();
    await app.leave({ options });
    expect(queryOf(app.wire.authorizations()[0]).get('scope').split(' ')).toContain('offline_access');
    await tenant.switches.set({ expires_in: 30 });
    await app.choose('ada');
    await app.finish(options);
    const stale = await app.run(() => window.client.getTokenSilently({ cacheMode: 'cache-only' }));
    expect(stale).toBeUndefined();
    await tenant.switches.set({ expires_in: 'normal' });
    tenant.log.clear();
    const fresh = await app.run(token);
    expect(fresh).toMatchObject(NEXT);
    expect(grants(tenant)).toEqual(['refresh_token']);
    expect(seenBy(tenant, '/authorize')).toEqual([]);
    expect(await app.run(token)).toEqual(fresh);
    expect(grants(tenant)).toHaveLength(1);
    expect(tenant.families()).toMatchObject([{ generation: 1, exchanges: 1, revoked: false, reuse_events: 0 }]);
  });
}

test('rotation: each refresh sends the token of the one before, and none twice', async ({ app, tenant }) => {
  await app.signIn({ options: refreshing({ cacheLocation: 'localstorage' }) });
  tenant.log.clear();
  app.wire.forget();
  for (let round = 0; round < 4; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  const sent = app.wire.tokens().map((request) => new URLSearchParams(request.postData()).get('refresh_token'));
  expect(new Set(sent).size).toBe(4);
  expect(tenant.families()).toMatchObject([{ generation: 4, revoked: false, reuse_events: 0 }]);
});

test('calls at once for one audience make one refresh, without the cache each its own', async ({ app, tenant }) => {
  await signInStale(app, tenant, { options: refreshing() });
  const ask = (cacheMode) => {
    const call = () => window.client.getTokenSilently({ cacheMode });
    return Promise.all(Array.from({ length: 20 }, call));
  };
  expect(new Set(await app.run(ask, 'on')).size).toBe(1);
  expect(grants(tenant)).toEqual(['refresh_token']);
  expect(new Set(await app.run(ask, 'off')).size).toBe(20);
  expect(reuses(tenant)).toBe(0);
});

test('the body of a refresh: its members in order, as a form or as JSON', async ({ app, tenant }) => {
  const expected = ['client_id', 'grant_type', 'refresh_token', 'redirect_uri'];
  for (const [index, useFormData] of [true, false].entries()) {
    const options = refreshing({ cacheLocation: 'localstorage', useFormData });
    await app.open();
    await signInStale(app, tenant, { as: index === 0 ? 'ada' : false, options });
    expect(await app.run(token)).toMatchObject(NEXT);
    const [request] = app.wire.tokens();
    const type = (await request.allHeaders())['content-type'];
    const body = request.postData();
    const sent = useFormData ? names(body) : Object.keys(JSON.parse(body));
    expect(type).toBe(useFormData ? 'application/x-www-form-urlencoded' : 'application/json');
    expect(sent.filter((name) => expected.includes(name)).sort()).toEqual([...expected].sort());
    expect(new Set(sent).size).toBe(sent.length);
  }
});

test('S3-P1 where the tenant does not rotate it gives no refresh token, and the next call says what is missing', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ rotation: 'off' });
  await signInStale(app, tenant, { options: refreshing({ cacheLocation: 'localstorage' }) });
  expect(await app.run(token)).toMatchObject({
    classes: expect.arrayContaining(['MissingRefreshTokenError']),
    error: 'missing_refresh_token',
    own: { audience: CALENDAR, scope: expect.stringContaining('offline_access') },
  });
  expect(grants(tenant)).toEqual([]);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

test('tokens that do not rotate are sent again and again', async ({ app, tenant }) => {
  await tenant.switches.set({ rotation: 'non-rotating' });
  await app.signIn({ options: refreshing() });
  for (let round = 0; round < 3; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(tenant.families()).toMatchObject([{ generation: 0, exchanges: 3, revoked: false }]);
});

test('S3-P2 without a refresh token, after a reload, the frame brings access and refresh token', async ({
  app,
  tenant,
}) => {
  const options = refreshing({ useRefreshTokensFallback: true });
  await app.signIn({ options });
  await app.open();
  await app.make(options);
  tenant.log.clear();
  expect(await app.run(token)).toMatchObject(NEXT);
  expect(seenBy(tenant, '/authorize')).toMatchObject([{ query: { prompt: 'none' } }]);
  expect(grants(tenant)).toEqual(['authorization_code']);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(grants(tenant)).toEqual(['authorization_code', 'refresh_token']);
});

test('without the fallback a reload leaves the caller with missing_refresh_token, and no frame is tried', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: refreshing() });
  await app.open();
  await app.make(refreshing());
  tenant.log.clear();
  expect(await app.run(token)).toMatchObject({ error: 'missing_refresh_token' });
  expect(tenant.log.entries(0)).toEqual([]);
});

test('S3-P3 where third-party cookies are blocked the frame ends in login_required, and a new login works', async ({
  app,
  tenant,
}) => {
  const options = refreshing({ useRefreshTokensFallback: true });
  await app.signIn({ options });
  await tenant.switches.set({ third_party_cookies: 'blocked' });
  await app.open();
  await app.make(options);
  expect(await app.run(token)).toMatchObject({
    classes: expect.arrayContaining(['GenericError']),
    error: 'login_required',
  });
  await app.signIn({ as: false, options });
  expect(await app.run(token)).toMatchObject(NEXT);
});

for (const [name, switches, code] of [
  ['a rate limit', { rate_limit: 'token' }, 'too_many_requests'],
  ['a broken proxy', { token_body: 'html' }, 'request_error'],
]) {
  test(`the refresh token survives ${name}`, async ({ app, tenant }) => {
    await signInStale(app, tenant, { options: refreshing() });
    await tenant.switches.set({ rate_limit: switches.rate_limit ?? 'off' });
    if (switches.token_body) {
      // Spoilt before the tenant has worked on it: nothing is spent.
      await app.page.route('**/oauth/token', (route) =>
        route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>', headers: CORS(app) }),
      );
    }
    expect(await app.run(token)).toMatchObject({ error: code });
    await app.page.unroute('**/oauth/token');
    await tenant.switches.set({ rate_limit: 'off' });
    tenant.log.clear();
    expect(await app.run(token)).toMatchObject(NEXT);
    expect(grants(tenant)).toEqual(['refresh_token']);
    expect(reuses(tenant)).toBe(0);
  });
}

const CORS = (app) => ({ 'access-control-allow-origin': app.url });

test('session_expiry ends the session at its time, although refreshes would go on', async ({ app, tenant }) => {
  await app.page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + (window.ahead ?? 0) * 1000;
  });
  await tenant.switches.set({ session_expiry: 600 });
  await app.signIn({ options: refreshing({ cacheLocation: 'localstorage' }) });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  tenant.clock.advance(500);
  await app.run(() => void (window.ahead = 500));
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  await app.run(() => void (window.ahead = 580));
  tenant.log.clear();
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({});
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  expect(tenant.log.entries(0)).toEqual([]);
  expect(await app.run(() => Object.keys(localStorage).filter((key) => key.startsWith('@@auth0')))).toEqual([]);
});

test('another person in the answer of a refresh is refused, and the session stays', async ({ app, tenant }) => {
  await signInStale(app, tenant, { options: refreshing() });
  await tenant.switches.set({ refresh_id_token: 'other_sub' });
  expect(await app.run(token)).toMatchObject({ code: 'invalid_id_token', message: expect.stringContaining('sub') });
  await tenant.switches.set({ refresh_id_token: 'omit' });
  expect(await app.run(token)).toMatchObject(NEXT);
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
  expect(reuses(tenant)).toBe(0);
});

test('another user clears the refresh token of the one before, in every tab', async ({ app, tenant }) => {
  const options = refreshing({ cacheLocation: 'localstorage' });
  await app.signIn({ options });
  const other = await app.tab();
  await other.open();
  await other.make(options);
  await app.page.context().clearCookies({ name: /^auth0_\d+/ });
  await app.signIn({ as: 'grace', options });
  // The browser tells other tabs of a change a moment later.
  await expect.poll(() => other.run(async () => (await window.client.getUser())?.sub)).toBe('auth0|grace');
  const claims = await other.run(async () => {
    const [, payload] = (await window.client.getTokenSilently({ cacheMode: 'off' })).split('.');
    return JSON.parse(atob(payload)).sub;
  });
  expect(claims).toBe('auth0|grace');
  expect(tenant.families().find(({ subject }) => subject === 'auth0|ada')).toMatchObject({ exchanges: 0 });
  other.refuseComplaints();
});
