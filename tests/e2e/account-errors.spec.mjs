// What may be in the way of a connected account: each obstacle is a typed error that says what to change.
import {
  ALL,
  ask,
  askedOf,
  audienceOf,
  connect,
  connectedCalendar,
  connecting,
  GOOGLE,
  leave,
  ready,
} from './support/connect.mjs';
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { reuses, token } from './support/refresh.mjs';

const start = (app) =>
  app.run(
    (connection) => window.failure(() => window.client.connectAccountWithRedirect({ connection, openUrl() {} })),
    GOOGLE,
  );
const API = /My Account API/;
const DASHBOARD = /dashboard: Applications > APIs/;
const POLICIES = /refresh token policies \(MRRT\)/;

const IN_ORDER = {
  my_account: 'on',
  my_account_policy: 'all',
  my_account_grant: 'all',
  my_account_consent: 'skipped',
};

/** The session is as before: a new token for the page's own API comes by the same refresh token. */
async function sessionLives(app) {
  await app.tenant.switches.set(IN_ORDER);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ resolved: expect.any(String) });
  expect(await start(app)).toEqual({ resolved: undefined });
  expect(reuses(app.tenant)).toBe(0);
}

for (const cacheLocation of ['memory', 'localstorage']) {
  test(`S0-P1 S2-P11 the My Account API is not active: the error names it, and the session lives (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await ready(app, { cacheLocation });
    await tenant.switches.set({ my_account: 'off' });
    const refusal = await start(app);
    expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'invalid_grant', isAuth0Error: true });
    for (const words of [API, DASHBOARD, POLICIES]) expect(refusal.message).toMatch(words);
    expect(askedOf(app)).toEqual([]);
    await sessionLives(app);
  });
}

test('S0-P1 switched off while there is a token: 404, which says where it is switched on', async ({ app, tenant }) => {
  await ready(app);
  await ask(app, 'listConnectedAccounts');
  await tenant.switches.set({ my_account: 'off' });
  for (const [method, given] of [
    ['connectAccountWithRedirect', { connection: GOOGLE }],
    ['listConnectedAccounts', undefined],
  ]) {
    const refusal = await ask(app, method, given);
    expect(refusal).toMatchObject({ classes: ['MyAccountApiError'], status: 404, own: { status: 404 } });
    expect(refusal.message).toMatch(/activate the My Account API \(dashboard/);
  }
});

test('S0-P4 without a policy the error says what to add; with one that may only connect, connecting works', async ({
  app,
  tenant,
}) => {
  await ready(app, { authorizationParams: { scope: {} } });
  await tenant.switches.set({ my_account_policy: 'none' });
  const refusal = await start(app);
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'invalid_grant' });
  expect(refusal.message).toMatch(POLICIES);
  await tenant.switches.set({ my_account_policy: 'create' });
  await leave(app, { connection: GOOGLE });
  expect(askedOf(app)).toEqual(['POST /connect']);
});

test('S0-P4 the session outlives a missing policy', async ({ app, tenant }) => {
  await ready(app);
  await tenant.switches.set({ my_account_policy: 'none' });
  expect(await start(app)).toMatchObject({ error: 'invalid_grant' });
  await sessionLives(app);
});

test('S0-P5 S2-P11 without a client grant the scope is missing, and the error says which and where', async ({
  app,
  tenant,
}) => {
  await ready(app);
  await tenant.switches.set({ my_account_grant: 'none' });
  const refusal = await start(app);
  expect(refusal).toMatchObject({ classes: ['GenericError', 'MissingScopesError'], error: 'missing_scopes' });
  expect(refusal.own).toMatchObject({ audience: audienceOf(tenant), scope: ALL.join(',') });
  for (const words of [API, DASHBOARD, POLICIES]) expect(refusal.message).toMatch(words);
  await sessionLives(app);
});

test('S2-P11 where consent may not be skipped no refresh token opens the API, and the error says so', async ({
  app,
  tenant,
}) => {
  await ready(app);
  await tenant.switches.set({ my_account_consent: 'asked' });
  const refusal = await start(app);
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'invalid_grant' });
  for (const words of [API, DASHBOARD, /skipping user consent/]) expect(refusal.message).toMatch(words);
  await sessionLives(app);
});

test('S3-P26 without an audience an account is connected all the same, and the API says what its token lacks', async ({
  app,
  tenant,
}) => {
  const options = connecting(tenant, { authorizationParams: { audience: undefined, scope: 'openid profile' } });
  await app.signIn({ options });
  expect(await connect(app, options)).toMatchObject({ connection: GOOGLE });
  const { status, body } = await app.run(connectedCalendar);
  expect([status, body.error]).toEqual([401, 'invalid_token']);
  expect(body.error_description).toContain(`audience ${CALENDAR}`);
});

test('S3-P26 refresh tokens and MRRT that are not there are named', async ({ app, tenant }) => {
  await ready(app, { useMrrt: false });
  expect(await start(app)).toMatchObject({
    classes: ['GenericError', 'MissingRefreshTokenError'],
    message: expect.stringMatching(/`useRefreshTokens` and `useMrrt`/),
    own: { audience: audienceOf(tenant) },
  });
  await app.page.context().clearCookies();
  await app.make(connecting(tenant, { useRefreshTokens: false, useMrrt: false }));
  expect(await start(app)).toMatchObject({ error: 'login_required' });
  expect(askedOf(app)).toEqual([]);
});

test('in memory a redirect empties the page: the error says what keeps a session, and the fallback does', async ({
  app,
}) => {
  const options = await ready(app, { cacheLocation: 'memory' });
  expect(await connect(app, options).catch((error) => error.message)).toMatch(
    /`cacheLocation: 'indexeddb'` or `useRefreshTokensFallback`/,
  );
  const helped = { ...options, useRefreshTokensFallback: true };
  await app.open();
  await app.signIn({ as: false, options: helped });
  expect(await connect(app, helped)).toMatchObject({ connection: GOOGLE });
});

test('S1-E10 S1-P5 every error is an Auth0Error with readable text: argument, tenant, provider, API', async ({
  app,
  tenant,
}) => {
  await ready(app);
  const provoke = {
    MissingScopesError: async () => {
      await tenant.switches.set({ my_account_grant: 'none' });
      const refusal = await ask(app, 'listConnectedAccounts');
      await tenant.switches.set({ my_account_grant: 'all' });
      return refusal;
    },
    InvalidArgumentError: () => ask(app, 'listConnectedAccounts', { take: 0 }),
    MissingRequiredArgumentError: () => ask(app, 'connectAccountWithRedirect', {}),
    MyAccountApiError: () => ask(app, 'connectAccountWithRedirect', { connection: 'made-up' }),
    GenericError: () => ask(app, 'handleRedirectCallback', `${app.url}/callback?state=x&connect_code=y`),
  };
  for (const [name, run] of Object.entries(provoke)) {
    const refusal = await run();
    expect(refusal, name).toMatchObject({ isAuth0Error: true, message: expect.stringMatching(/\w{3,}/) });
    expect(refusal.classes).toContain(name);
  }
  const plain = await ask(app, 'handleRedirectCallback', `${app.url}/callback`);
  expect(plain).toMatchObject({ isAuth0Error: true, classes: [], name: 'Error' });
  expect(await app.run(() => new window.sdk.Auth0Error('x') instanceof Error)).toBe(true);
});

test('S1-E11 a catch can branch on the status, and has the detail and what was wrong with the input', async ({
  app,
  tenant,
}) => {
  await ready(app);
  for (const status of [401, 403, 404, 409, 415, 429, 500]) {
    await tenant.switches.set({ my_account_error: String(status) });
    const refusal = await ask(app, 'listConnectedAccounts');
    expect(refusal).toMatchObject({ classes: ['MyAccountApiError'], name: 'MyAccountApiError', status });
    expect(refusal.own).toMatchObject({ status, detail: expect.stringMatching(/\w/), title: expect.any(String) });
    expect(refusal.message.startsWith(refusal.own.detail.replace(/\.$/, ''))).toBe(true);
    expect(refusal.own.type).toMatch(new RegExp(`A0E-${status}-`));
  }
  await tenant.switches.set({ my_account_error: 'off' });
  const wrong = await ask(app, 'connectAccountWithRedirect', {
    connection: GOOGLE,
    redirectUri: 'https://other.example/',
  });
  expect(wrong).toMatchObject({ status: 400, classes: ['MyAccountApiError'] });
  expect(wrong.own.validation_errors).toMatchObject([{ field: 'redirect_uri', pointer: '/redirect_uri' }]);
  expect(wrong.message).toMatch(/Allowed Callback URLs/);
});

test('an empty answer and one that is no JSON break nothing', async ({ app, tenant }) => {
  await ready(app);
  await tenant.switches.set({ my_account_error: 'empty' });
  expect(await ask(app, 'listConnectedAccounts')).toEqual({ resolved: { accounts: [] } });
  expect(await ask(app, 'deleteConnectedAccount', 'cac_1')).toEqual({ resolved: undefined });
  expect(await start(app)).toMatchObject({ classes: ['GenericError'], error: 'invalid_response' });
  await tenant.switches.set({ my_account_error: 'html' });
  expect(await ask(app, 'listConnectedAccounts')).toMatchObject({
    classes: ['MyAccountApiError'],
    own: { type: 'invalid_json', status: 502, title: 'Invalid JSON response' },
  });
});

test('S3-P27 a connection without offline access: connected until it expires, and the API says what to change', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  await tenant.switches.set({ connection_offline_access: 'off' });
  const account = await connect(app, options);
  expect(Date.parse(account.expires_at)).toBeGreaterThan(Date.parse(account.created_at));
  const { status, body } = await app.run(connectedCalendar);
  expect([status, body.code, body.connection]).toEqual([424, 'account_not_connected', GOOGLE]);
  expect(body.detail).toMatch(/offline access/i);
});

test('S2-P13 S2-P2 a connection that is not enabled, or is for signing in only, is neither listed nor connected', async ({
  app,
  tenant,
}) => {
  await ready(app);
  const names = async () =>
    (await ask(app, 'listConnectedAccountConnections')).resolved.connections.map(({ name }) => name);
  for (const connection of ['windowslive', 'made-up']) {
    expect(await names()).not.toContain(connection);
    expect(await ask(app, 'connectAccountWithRedirect', { connection })).toMatchObject({
      classes: ['MyAccountApiError'],
      status: 400,
      message: expect.stringContaining(connection),
    });
  }
  for (const [switches, why] of [
    [{ connection_purpose: 'authentication' }, /set its Purpose/],
    [{ connection_purpose: 'registered', connection_clients: 'other-spa' }, /not enabled for this application/],
  ]) {
    await tenant.switches.set(switches);
    expect(await names()).toEqual(['github']);
    expect(await start(app)).toMatchObject({ status: 400, message: expect.stringMatching(why) });
  }
});
