// An account is connected: from the call by the provider's consent page to the result, and what else may happen on the
// way.
import {
  allow,
  ask,
  askedOf,
  bodiesTo,
  CODE,
  CONFIGURED,
  connect,
  deny,
  finished,
  GITHUB,
  GOOGLE,
  leave,
  managed,
  noted,
  PATH,
  PRIVATE,
  ready,
  WORK,
} from './support/connect.mjs';
import { expect, test } from './support/fixtures.mjs';
import { reuses } from './support/refresh.mjs';

const MATERIAL = /^[A-Za-z0-9~_.-]{43,128}$/;

test('S0-E4 S1-E4 S0-P2 S0-P7 S2-P7 starting sends what was given, with PKCE, and opens connect_uri with the ticket', async ({
  app,
  scheme,
  site,
  tenant,
}) => {
  await ready(app);
  const answered = app.page.waitForResponse(
    (response) => response.url().endsWith(`${PATH}/connect`) && response.status() === 201,
  );
  const given = { connection: GOOGLE, scopes: ['openid', 'email'], authorization_params: { login_hint: PRIVATE } };
  const url = await app.run(
    (options) =>
      new Promise((resolve, reject) => {
        window.client.connectAccountWithRedirect({ ...options, openUrl: resolve }).catch(reject);
      }),
    { ...given, redirectUri: `${site.url}/callback`, appState: { not: 'sent' } },
  );
  const [{ state, code_challenge: challenge, ...body }] = bodiesTo(app, 'connect');
  expect(body).toEqual({ ...given, redirect_uri: `${site.url}/callback`, code_challenge_method: 'S256' });
  expect(state.length).toBeGreaterThanOrEqual(32);
  expect(challenge).toMatch(/^[\w-]{43}$/);
  const { connect_uri: uri, connect_params: params } = await (await answered).json();
  expect(url).toBe(`${uri}?ticket=${params.ticket}`);
  expect(new URL(app.page.url()).origin).toBe(app.url);
  await app.page.goto(url);
  await expect(app.page.getByRole('heading', { name: /^Share your/ })).toBeVisible();
  expect(noted(tenant, 'asked')).toMatchObject([{ params: { login_hint: PRIVATE }, scopes: ['openid', 'email'] }]);
  const { authorization } = await app.wire.to(`${PATH}/connect`, 'POST').at(-1).allHeaders();
  expect(authorization).toMatch(new RegExp(`^${scheme} `));
});

test('S0-E5 S1-E5 S0-P8 S2-P10 S2-E6 S2-E7 S3-E29 the account is connected, the result tells which, and its URL again is harmless', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  const appState = { target: '/calendar', list: [1, { deep: 'ü' }] };
  const result = await connect(app, options, { connection: GOOGLE, appState });
  const { id, created_at: created, ...rest } = result;
  expect(id).toMatch(/^cac_[A-Za-z0-9]+$/);
  expect(new Date(created).toISOString()).toBe(created);
  expect(rest).toEqual({
    connection: GOOGLE,
    access_type: 'offline',
    scopes: CONFIGURED,
    appState,
    response_type: 'connect_code',
  });
  const [{ code_verifier: verifier, ...body }] = bodiesTo(app, 'complete');
  expect(verifier).toMatch(MATERIAL);
  const code = new URL(app.page.url()).searchParams.get('connect_code');
  expect(body).toMatchObject({ connect_code: code, redirect_uri: `${app.url}/callback` });
  expect((await ask(app, 'listConnectedAccounts')).resolved.accounts.map(({ id: one }) => one)).toEqual([id]);

  tenant.log.clear();
  expect(await app.run(finished)).toEqual({ resolved: result });
  await app.page.reload();
  await app.ready();
  await app.make(options);
  expect(await app.run(finished)).toMatchObject({ classes: ['GenericError'], error: 'missing_transaction' });
  expect(askedOf(app)).toEqual([]);
  expect((await ask(app, 'listConnectedAccounts')).resolved.accounts).toHaveLength(1);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  expect(reuses(tenant)).toBe(0);
});

test('S0-P3 S2-P1 two accounts of two providers belong to one user, whose identities stay as they are', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  const before = await managed(tenant);
  await connect(app, options);
  await connect(app, options, { connection: GITHUB }, CODE);
  const after = await managed(tenant);
  expect(after.accounts.body.connected_accounts.map(({ connection }) => connection)).toEqual([GOOGLE, GITHUB]);
  expect(before.accounts.body.connected_accounts).toEqual([]);
  expect(after.user.body.identities).toEqual(before.user.body.identities);
  expect((await ask(app, 'listConnectedAccounts')).resolved.accounts).toHaveLength(2);
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
  expect(noted(tenant, 'approved').map(({ account }) => account)).toEqual([WORK, CODE]);
});

test('S0-P6 scopes replace those of the connection; without them, or with none, those count', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  expect(await connect(app, options, { connection: GOOGLE, scopes: ['openid', 'email'] })).toMatchObject({
    scopes: ['openid', 'email'],
  });
  await connect(app, options, { connection: GOOGLE, scopes: [] }, PRIVATE);
  expect(noted(tenant, 'asked').map(({ scopes }) => scopes)).toEqual([['openid', 'email'], CONFIGURED]);
  expect(bodiesTo(app, 'connect').map(({ scopes }) => scopes)).toEqual([['openid', 'email'], undefined]);
});

test('more scopes later: the same account, with those it had and the new ones', async ({ app }) => {
  const options = await ready(app);
  const first = await connect(app, options, { connection: GOOGLE, scopes: ['openid', 'email'] });
  const again = await connect(app, options, { connection: GOOGLE, scopes: ['openid', CONFIGURED[3]] });
  expect(again.id).toBe(first.id);
  expect(again.scopes).toEqual(['openid', 'email', CONFIGURED[3]]);
  await leave(app, { connection: GOOGLE, scopes: ['openid'] });
  await allow(app, WORK);
  await app.make(options);
  const refusal = await app.run(finished);
  expect(refusal).toMatchObject({ classes: ['MyAccountApiError'], status: 409, isAuth0Error: true });
  expect(refusal.message).toMatch(/connected already/);
});

for (const [place, redirectUri] of [
  ['the callback page of the login', undefined],
  ['a page of its own', '/index.html'],
]) {
  test(`S0-P9 the answer comes to ${place}, and one handler tells it from a login by code and connect_code`, async ({
    app,
    site,
  }) => {
    const options = await ready(app);
    const given = redirectUri ? { redirectUri: site.url + redirectUri } : {};
    await leave(app, { connection: GOOGLE, ...given });
    const url = new URL(await allow(app, WORK));
    expect([url.pathname, [...url.searchParams.keys()].sort()]).toEqual([
      redirectUri ?? '/callback',
      ['connect_code', 'state'],
    ]);
    expect(await app.finish(options)).toMatchObject({ response_type: 'connect_code', connection: GOOGLE });
    expect(await app.signIn({ as: false, options })).toMatchObject({ response_type: 'code' });
    expect(new URL(app.page.url()).searchParams.has('code')).toBe(true);
  });
}

test('S0-P10 an answer without state or without connect_code is refused by name, and nothing is sent', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  await leave(app, { connection: GOOGLE });
  const url = new URL(await allow(app, WORK));
  await app.make(options);
  tenant.log.clear();
  const without = (name) => {
    const changed = new URL(url);
    changed.searchParams.delete(name);
    return changed.href;
  };
  expect(await app.run(finished, without('state'))).toMatchObject({ error: 'state_mismatch' });
  expect(await app.run(finished, without('connect_code'))).toMatchObject({ error: 'missing_connect_code' });
  expect(tenant.log.entries(0)).toEqual([]);
});

test('S3-E29 who says no at the provider brings back a ConnectError, and can start again', async ({ app, tenant }) => {
  const options = await ready(app);
  await leave(app, { connection: GOOGLE, appState: { kept: true } });
  const url = await deny(app);
  const state = new URL(url).searchParams.get('state');
  await app.make(options);
  const refusal = await app.run(finished);
  expect(refusal).toMatchObject({
    classes: ['ConnectError', 'GenericError'],
    error: 'access_denied',
    message: 'The user denied the request',
    own: { connection: GOOGLE, appState: { kept: true }, state },
  });
  expect(noted(tenant, 'denied')).toHaveLength(1);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  expect(await connect(app, options)).toMatchObject({ connection: GOOGLE });
});

test('S2-P15 the answer may stand behind the #, with a query of the page before it or without', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  await tenant.switches.set({ connect_code_location: 'fragment' });
  await leave(app, { connection: GOOGLE });
  const url = new URL(await allow(app, WORK));
  expect([url.search, url.hash.startsWith('#connect_code=')]).toEqual(['', true]);
  await app.make(options);
  url.search = '?theme=dark';
  expect(await app.run(finished, url.href)).toMatchObject({ resolved: { connection: GOOGLE } });
  await leave(app, { connection: GITHUB });
  const denied = new URL(await deny(app));
  expect(denied.hash).toMatch(/^#error=access_denied/);
  await app.make(options);
  expect(await app.run(finished)).toMatchObject({ classes: ['ConnectError', 'GenericError'], error: 'access_denied' });
});

test('both spellings are one: authorizationParams and redirect_uri as well', async ({ app, site, tenant }) => {
  await ready(app);
  const authorizationParams = { login_hint: PRIVATE, prompt: 'consent', ui_locales: null };
  await leave(app, { connection: GOOGLE, authorizationParams, redirect_uri: `${site.url}/index.html` });
  const [{ authorization_params: sent, redirect_uri: uri }] = bodiesTo(app, 'connect');
  expect([sent, uri]).toEqual([{ login_hint: PRIVATE, prompt: 'consent' }, `${site.url}/index.html`]);
  expect(noted(tenant, 'asked')[0].params).toEqual({ login_hint: PRIVATE, prompt: 'consent' });
});
