// The documented requests, one by one and by hand, against the tenant: what they need, what they answer, and how long
// what they give is good.
import { createHash, randomBytes } from 'node:crypto';
import {
  allow,
  ask,
  audienceOf,
  byHand,
  codeOf,
  CODE,
  CONFIGURED,
  connect,
  connectedCalendar,
  connecting,
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
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { queryOf, seenBy } from './support/wire.mjs';

const PROBLEM = /^https:\/\/auth0\.com\/api-errors\//;

/** Signs in and gives a way to ask the My Account API by hand. */
async function hands(app) {
  await ready(app);
  const audience = audienceOf(app.tenant);
  return (method, path, body) => app.run(byHand, { method, path, body, audience });
}

function pkce() {
  const code_verifier = randomBytes(32).toString('base64url');
  return { code_verifier, code_challenge: createHash('sha256').update(code_verifier).digest('base64url') };
}

const request = (app, changes) => ({ connection: GOOGLE, redirect_uri: `${app.url}/callback`, state: 's', ...changes });

/** Goes to the provider with the ticket, allows it, and gives the answer in the URL. */
async function authorize(app, { connect_uri: uri, connect_params: { ticket } }, account = WORK) {
  const url = new URL(uri);
  url.searchParams.set('ticket', ticket);
  await app.page.goto(url.href);
  const answer = new URL(await allow(app, account)).searchParams;
  await app.make(connecting(app.tenant));
  return Object.fromEntries(answer);
}

/** A connection that only waits for its completion: the body of that request. */
async function granted(app, ask, changes = {}) {
  const { code_verifier, code_challenge } = pkce();
  const proof = { code_challenge, code_challenge_method: 'S256' };
  const { body } = await ask('POST', 'connect', request(app, { ...proof, ...changes }));
  const { connect_code } = await authorize(app, body);
  const { auth_session } = body;
  return { auth_session, connect_code, redirect_uri: `${app.url}/callback`, code_verifier };
}

/** What the Token Vault answers the API that brings a person's access token. */
async function atVault(tenant, subject) {
  const form = {
    grant_type: 'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token',
    client_id: 'calendar-api',
    client_secret: 'calendar-api-development-secret',
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_token: subject,
    requested_token_type: 'http://auth0.com/oauth/token-type/federated-connection-access-token',
    connection: GOOGLE,
  };
  const response = await fetch(`${tenant.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: await response.json() };
}

test('S2-E1 S2-E2 prompt=login asks even where there is a session; the code is exchanged as a form or as JSON', async ({
  app,
  scheme,
  tenant,
}) => {
  const login = { authorizationParams: { prompt: 'login', audience: CALENDAR } };
  for (const [useFormData, type] of [
    [true, 'application/x-www-form-urlencoded'],
    [false, 'application/json'],
  ]) {
    const options = { useRefreshTokens: true, useFormData };
    await app.open();
    await app.bringAnswer({ as: 'ada', options, login });
    const asked = queryOf(app.wire.authorizations().at(-1));
    expect([asked.get('prompt'), asked.get('audience')]).toEqual(['login', CALENDAR]);
    expect(asked.get('scope').split(' ')).toContain('offline_access');
    expect(new URL(app.page.url()).searchParams.get('code')).toBeTruthy();
    const answered = app.page.waitForResponse(
      (response) => response.url().endsWith('/oauth/token') && response.status() === 200,
    );
    await app.finish(options);
    expect((await answered).request().headers()['content-type']).toMatch(new RegExp(`^${type}`));
    expect(await (await answered).json()).toMatchObject({ refresh_token: expect.any(String), token_type: scheme });
  }
  expect(seenBy(tenant, '/authorize')).toHaveLength(2);
});

test('S2-E4 S2-E5 POST connect is 201 with the documented members, good for 300 seconds', async ({
  app,
  scheme,
  tenant,
}) => {
  const hand = await hands(app);
  const { status, body } = await hand('POST', 'connect', request(app));
  expect(status).toBe(201);
  expect((await app.wire.to(`${PATH}/connect`).at(-1).allHeaders()).authorization).toMatch(new RegExp(`^${scheme} `));
  expect(body).toEqual({
    connect_uri: expect.stringMatching(/^http/),
    auth_session: expect.stringMatching(/^.{1,64}$/),
    connect_params: { ticket: expect.any(String) },
    expires_in: 300,
  });
  tenant.clock.advance(301);
  const response = await app.page.goto(`${body.connect_uri}?ticket=${body.connect_params.ticket}`);
  expect(response.status()).toBe(400);
  await expect(app.page.getByText(/has expired/)).toBeVisible();
});

test('S2-P14 what is missing or empty is named by field or pointer', async ({ app }) => {
  const hand = await hands(app);
  for (const [changes, pointer] of [
    [{ connection: undefined }, ''],
    [{ redirect_uri: undefined }, ''],
    [{ connection: '' }, '/connection'],
    [{ state: '' }, '/state'],
    [{ scopes: [] }, '/scopes'],
    [{ unknown: 1 }, ''],
  ]) {
    const { status, body } = await hand('POST', 'connect', request(app, changes));
    expect([status, codeOf(body), body.validation_errors[0].pointer]).toEqual([400, 'A0E-400-0003', pointer]);
    expect(body.type).toMatch(PROBLEM);
  }
});

test('S2-P8 S2-P15 the person is asked, the code comes in the query, and is good once', async ({ app }) => {
  const hand = await hands(app);
  const body = await granted(app, hand);
  expect(body.connect_code).toMatch(/^.{1,46}$/);
  expect(await hand('POST', 'complete', body)).toMatchObject({ status: 201 });
  const again = await hand('POST', 'complete', body);
  expect([again.status, codeOf(again.body)]).toEqual([404, 'A0E-404-0001']);
  expect((await hand('GET', 'accounts')).body.accounts).toHaveLength(1);
});

test('S2-P9 S2-P16 completing with another redirect_uri, verifier, code or session, or too late, keeps nothing', async ({
  app,
  tenant,
}) => {
  const hand = await hands(app);
  const body = await granted(app, hand);
  for (const [changes, status] of [
    [{ redirect_uri: `${app.url}/` }, 400],
    [{ code_verifier: pkce().code_verifier }, 400],
    [{ code_verifier: undefined }, 400],
    [{ connect_code: 'made-up' }, 400],
    [{ auth_session: 'made-up' }, 404],
  ]) {
    expect(await hand('POST', 'complete', { ...body, ...changes })).toMatchObject({ status });
  }
  tenant.clock.advance(301);
  expect(await hand('POST', 'complete', body)).toMatchObject({ status: 404, body: { detail: /Invalid or expired/ } });
  expect((await managed(tenant)).accounts.body.connected_accounts).toEqual([]);
});

test('S2-P9 another device cannot bring the provider’s answer', async ({ app, browser, tenant }) => {
  await ready(app);
  await leave(app, { connection: GOOGLE });
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(app.page.url());
  await stranger.getByRole('button', { name: WORK }).click();
  await expect(stranger.getByText(/nothing that this browser began/)).toBeVisible();
  await stranger.context().close();
  expect((await managed(tenant)).accounts.body.connected_accounts).toEqual([]);
});

test('S2-P1 signing in by a provider makes an identity, and no connected account', async ({ app, tenant }) => {
  await app.open();
  await app.leave({ login: { authorizationParams: { connection: GOOGLE, prompt: 'login' } } });
  await expect(app.page.getByRole('heading', { name: /^Share your/ })).toBeVisible();
  await allow(app, PRIVATE);
  await app.finish();
  const { sub } = await app.run(() => window.client.getUser());
  expect(sub).toMatch(/^google-oauth2\|/);
  const { user, accounts } = await managed(tenant, sub);
  expect(user.body.identities).toMatchObject([{ provider: GOOGLE, connection: GOOGLE }]);
  expect(accounts.body.connected_accounts).toEqual([]);
});

test('S2-P3 for connected accounts only: no button at sign-in; connecting works, and asks for offline access', async ({
  app,
  tenant,
}) => {
  await app.open();
  await app.leave();
  await expect(app.page.getByRole('button', { name: /Google/ })).toBeVisible();
  await expect(app.page.getByRole('button', { name: /GitHub/ })).toHaveCount(0);
  const options = await ready(app);
  expect(await connect(app, options, { connection: GITHUB }, CODE)).toMatchObject({
    connection: GITHUB,
    scopes: expect.arrayContaining(['offline_access']),
  });
  expect(noted(tenant, 'asked').at(-1)).toMatchObject({ offline: true });
});

test('S2-P4 for both: a sign-in by it asks for offline access too', async ({ app, tenant }) => {
  await app.open();
  await app.leave({ login: { authorizationParams: { connection: GOOGLE } } });
  await expect(app.page.getByText(/while you are away/)).toBeVisible();
  await allow(app, WORK);
  const options = connecting(tenant);
  await app.open();
  await app.signIn({ as: false, options });
  expect(await connect(app, options, { connection: GOOGLE }, PRIVATE)).toMatchObject({ connection: GOOGLE });
  expect(noted(tenant, 'asked').map(({ offline }) => offline)).toEqual([true, true]);
});

test('S2-P5 connection_scope adds at sign-in, scopes replace at connecting', async ({ app, tenant }) => {
  const MORE = 'https://www.googleapis.com/auth/tasks';
  await app.open();
  await app.leave({ login: { authorizationParams: { connection: GOOGLE, connection_scope: MORE } } });
  await allow(app, WORK);
  const options = connecting(tenant);
  await app.open();
  await app.signIn({ as: false, options });
  await connect(app, options, { connection: GOOGLE, scopes: [MORE] }, PRIVATE);
  expect(noted(tenant, 'asked').map(({ scopes }) => scopes)).toEqual([[...CONFIGURED, MORE], [MORE]]);
});

test('S0-E6 S1-E6 S2-P10 S2-P17 S3-P25 the API exchanges the caller’s token at the vault: nothing before connecting, the calendar after, and the provider’s token outlives a removal', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  const before = await app.run(connectedCalendar);
  expect([before.status, before.body.code, before.body.connection]).toEqual([424, 'account_not_connected', GOOGLE]);
  const exchanges = () => seenBy(tenant, '/oauth/token').filter(({ body }) => body?.client_id === 'calendar-api');
  expect(exchanges()).toMatchObject([{ status: 401, body: { connection: GOOGLE } }]);
  expect(exchanges()[0].note).toMatch(/has connected no such account/);
  const { id } = await connect(app, options);
  const after = await app.run(connectedCalendar);
  expect(after).toMatchObject({ status: 200, body: { owner: 'auth0|ada', account: WORK } });
  expect(after.body.events.length).toBeGreaterThan(3);
  expect(noted(tenant, 'resource served')).toMatchObject([{ account: WORK }]);
  expect(JSON.stringify(after)).not.toMatch(/upstream\./);
  const subject = await app.run(() => window.client.getTokenSilently());
  const { body: upstream } = await atVault(tenant, subject);
  await ask(app, 'deleteConnectedAccount', id);
  expect(await atVault(tenant, subject)).toMatchObject({
    status: 401,
    body: { error: 'federated_connection_refresh_token_not_found' },
  });
  expect(noted(tenant, 'revoked')).toEqual([]);
  const headers = { authorization: `Bearer ${upstream.access_token}` };
  expect((await fetch(`${tenant.url}/upstream/${GOOGLE}/calendar`, { headers })).status).toBe(200);
});
