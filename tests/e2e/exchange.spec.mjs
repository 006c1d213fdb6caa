// Custom token exchange: a token of another system signs its user in, or only brings an access token.
import { decodeJwt } from 'jose';
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { bound, proofsAt } from './support/dpop.mjs';
import { grants, refreshing, token } from './support/refresh.mjs';
import { pairs, seenBy } from './support/wire.mjs';

const TYPE = 'urn:partner:session-token';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ADDRESSES = { custom: 'kept', baseUrl: 'http://localhost:1', client_id: 'other-spa', grant_type: 'password' };

const calendar = { authorizationParams: { audience: CALENDAR } };

/** A page with a client, on which nobody is signed in. */
async function arrive(app, options = calendar) {
  await app.open();
  await app.make(options);
}

/** In the page: a call of an exchange, or what it was refused with. */
const call = ([method, given]) => window.failure(() => window.client[method](given));

async function exchange(app, tenant, { method = 'exchangeToken', subject, ...given } = {}) {
  const subject_token = await tenant.subjectToken(subject);
  return app.run(call, [method, { subject_token, subject_token_type: TYPE, ...given }]);
}

const sub = () => window.client.getUser().then((user) => user?.sub);
const bodies = (app) => app.wire.tokens().map((request) => new URLSearchParams(request.postData()));

test('S3-E15 exchangeToken for the default audience, for another and for an organization', async ({ app, tenant }) => {
  await arrive(app);
  const first = await exchange(app, tenant, { scope: 'openid profile email' });
  expect(first.resolved).toMatchObject({
    access_token: expect.any(String),
    id_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 86400,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  });
  expect(await app.run(sub)).toBe('auth0|ada');
  expect(await app.run(token)).toEqual({ resolved: first.resolved.access_token });
  const other = await exchange(app, tenant, { audience: ORDERS, scope: 'openid profile read:orders' });
  const asked = { authorizationParams: { audience: ORDERS, scope: 'read:orders' } };
  expect(await app.run(token, asked)).toEqual({ resolved: other.resolved.access_token });
  await exchange(app, tenant, { organization: 'acme', scope: 'openid profile email' });
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({ org_id: 'org_acme', org_name: 'acme' });
  const sent = bodies(app);
  expect(sent.map((body) => body.get('grant_type'))).toEqual([EXCHANGE, EXCHANGE, EXCHANGE]);
  expect(sent.map((body) => body.get('audience'))).toEqual([CALENDAR, ORDERS, CALENDAR]);
  expect(sent.map((body) => body.get('organization'))).toEqual([null, null, 'acme']);
  expect(sent[1].get('scope')).toBe('openid profile email read:orders');
  const names = pairs(app.wire.tokens()[2].postData()).map(([name]) => name);
  const known = ['grant_type', 'audience', 'scope'];
  expect(names).toEqual(['client_id', 'subject_token', 'subject_token_type', 'organization', ...known]);
  await tenant.switches.set({ exchange_action: 'access_denied' });
  expect(await exchange(app, tenant)).toMatchObject({
    classes: ['GenericError'],
    own: { error: 'access_denied', error_description: 'The Action denied the exchange' },
  });
  expect(await app.run(sub)).toBe('auth0|ada');
});

test('S3-E15 the session of an exchange lasts: reload, refresh, logout', async ({ app, tenant }) => {
  const options = refreshing({ cacheLocation: 'localstorage' });
  await arrive(app, options);
  const { resolved } = await exchange(app, tenant, { method: 'loginWithCustomTokenExchange' });
  expect(resolved).not.toHaveProperty('refresh_token');
  await arrive(app, options);
  expect(await app.run(sub)).toBe('auth0|ada');
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
  expect(grants(tenant)).toEqual([EXCHANGE, 'refresh_token']);
  await app.run(() => window.client.logout({ openUrl: false }));
  expect(await app.run(sub)).toBeUndefined();
});

test('S3-E16 S3-E17 the Management API takes the documented profile, and from then on its type is exchanged', async ({
  app,
  tenant,
}) => {
  const documented = {
    action_id: 'custom-auth-action',
    name: 'External System Exchange',
    subject_token_type: 'urn:example:external-token',
    type: 'custom_authentication',
  };
  await arrive(app);
  const external = { subject_token_type: documented.subject_token_type };
  expect(await exchange(app, tenant, external)).toMatchObject({ error: 'invalid_request' });
  const client = { client_id: 'management', client_secret: 'management-development-secret' };
  const grant = { grant_type: 'client_credentials', ...client, audience: `${tenant.url}/api/v2/` };
  const asked = await fetch(`${tenant.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(grant) });
  const { access_token: managing } = await asked.json();
  const created = await fetch(`${tenant.url}/api/v2/token-exchange-profiles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${managing}`, 'content-type': 'application/json' },
    body: JSON.stringify(documented),
  });
  expect(created.status).toBe(201);
  expect(await created.json()).toMatchObject(documented);
  expect(await exchange(app, tenant, external)).toMatchObject({ resolved: { token_type: 'Bearer' } });
  // The permission is the client's, not a scope of the API: a client without it is refused.
  await arrive(app, { ...calendar, clientId: 'other-spa' });
  expect(await exchange(app, tenant)).toMatchObject({ error: 'unauthorized_client' });
});

test('S3-P13 a subject token works once, and an exchange leaves no refresh token in the page', async ({
  app,
  tenant,
}) => {
  await arrive(app, refreshing());
  const subject_token = await tenant.subjectToken();
  const given = { subject_token, subject_token_type: TYPE };
  const { resolved } = await app.run(call, ['exchangeToken', given]);
  expect(resolved).not.toHaveProperty('refresh_token');
  expect(await app.run(call, ['exchangeToken', given])).toMatchObject({
    error: 'invalid_token',
    message: 'The subject token is not valid: it was used before',
  });
  expect(await app.run(call, ['exchangeToken', { ...given, subject_token: `${subject_token}x` }])).toMatchObject({
    error: 'invalid_token',
  });
  expect(await app.run(() => window.everythingStored())).not.toMatch(/v1\./);
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
});

test('S3-E18 the codes of the Action tell an invalid token from scopes that are missing', async ({ app, tenant }) => {
  await arrive(app);
  const narrow = { subject: { scope: 'read:calendar' } };
  const refusals = [
    await exchange(app, tenant, { subject: { lifetime: -60 } }),
    await exchange(app, tenant, { ...narrow, scope: 'write:calendar' }),
  ];
  expect(refusals.map(({ error }) => error)).toEqual(['invalid_token', 'insufficient_scope']);
  for (const refusal of refusals) expect(refusal.classes).toEqual(['GenericError']);
  expect(await exchange(app, tenant, { ...narrow, scope: 'read:calendar' })).toMatchObject({ resolved: {} });
  for (const code of ['invalid_token', 'insufficient_scope', 'invalid_request', 'server_error', 'too_many_attempts']) {
    await tenant.switches.set({ exchange_action: code });
    expect(await exchange(app, tenant)).toMatchObject({ error: code });
  }
});

for (const method of ['exchangeToken', 'loginWithCustomTokenExchange', 'customTokenExchange']) {
  test(`X-22 W42 no key of the caller redirects or disguises ${method}`, async ({ app, tenant }) => {
    await arrive(app);
    expect(await exchange(app, tenant, { method, ...ADDRESSES, timeout: 1 })).toMatchObject({ resolved: {} });
    expect(app.wire.tokens()).toHaveLength(1);
    expect(new URL(app.wire.tokens()[0].url()).origin).toBe(tenant.url);
    const [body] = bodies(app);
    expect(Object.fromEntries(body)).toMatchObject({ client_id: 'demo-spa', grant_type: EXCHANGE, custom: 'kept' });
    for (const name of ['baseUrl', 'timeout']) expect(body.has(name)).toBe(false);
  });
}

test('customTokenExchange leaves the session as it is, and nothing behind', async ({ app, tenant }) => {
  const options = refreshing({ cacheLocation: 'localstorage' });
  await app.signIn({ options });
  const stored = await app.run(() => window.everythingStored());
  const given = { method: 'customTokenExchange', subject: { user: 'grace' }, organization: 'org_acme' };
  const { resolved } = await exchange(app, tenant, given);
  expect(decodeJwt(resolved.id_token)).toMatchObject({ sub: 'auth0|grace', org_id: 'org_acme' });
  expect(resolved).not.toHaveProperty('refresh_token');
  expect(await app.run(sub)).toBe('auth0|ada');
  expect(await app.run(() => window.everythingStored())).toBe(stored);
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
  const families = tenant.families().map(({ subject, exchanges }) => [subject, exchanges]);
  expect(families).toEqual([
    ['auth0|ada', 1],
    ['auth0|grace', 0],
  ]);
});

test('an exchange for somebody else ends the session before, and its refresh tokens', async ({ app, tenant }) => {
  await app.signIn({ options: refreshing() });
  await exchange(app, tenant, { subject: { user: 'grace' } });
  expect(await app.run(sub)).toBe('auth0|grace');
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
  expect(tenant.families()).toMatchObject([
    { subject: 'auth0|ada', exchanges: 0 },
    { subject: 'auth0|grace', exchanges: 1 },
  ]);
});

test('the actor of an exchange is a claim of the user', async ({ app, tenant }) => {
  await arrive(app);
  const actor_token = await tenant.subjectToken({ user: 'grace' });
  await exchange(app, tenant, { actor_token, actor_token_type: TYPE });
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada', act: { sub: 'grace' } });
  const lonely = await exchange(app, tenant, { actor_token });
  expect(lonely).toMatchObject({ error: 'invalid_request', message: expect.stringContaining('actor_token_type') });
});

test('an organization that the ID token does not name is refused', async ({ app, tenant }) => {
  await arrive(app);
  await tenant.switches.set({ id_token_tamper: 'no_org_id' });
  for (const method of ['exchangeToken', 'customTokenExchange']) {
    expect(await exchange(app, tenant, { method, organization: 'org_acme' })).toMatchObject({
      message: 'Organization ID (org_id) claim must be a string present in the ID token',
    });
  }
  expect(await app.run(sub)).toBeUndefined();
});

test('what cannot be a subject token is not sent', async ({ app }) => {
  await arrive(app);
  for (const given of [undefined, {}, { subject_token: '', subject_token_type: TYPE }, { subject_token: 'Bearer x' }]) {
    expect(await app.run(call, ['exchangeToken', given])).toMatchObject({
      classes: ['GenericError'],
      error: 'invalid_request',
    });
  }
  expect(app.wire.tokens()).toEqual([]);
});

test('S3-P15 code, refresh and custom exchange each carry a proof, ES256, of one key', async ({ app, tenant }) => {
  await app.signIn({ options: bound() });
  await app.run(token, { cacheMode: 'off' });
  const { resolved } = await exchange(app, tenant);
  expect(resolved.token_type).toBe('DPoP');
  const taken = (await proofsAt(tenant)).filter(({ error }) => error === null);
  expect(taken.map(({ header }) => header.alg)).toEqual(['ES256', 'ES256', 'ES256']);
  expect(new Set(taken.map(({ key }) => key)).size).toBe(1);
  const seen = seenBy(tenant, '/oauth/token').filter(({ status }) => status === 200);
  expect(seen.map(({ body }) => body.grant_type)).toEqual(['authorization_code', 'refresh_token', EXCHANGE]);
  expect(decodeJwt(resolved.access_token).cnf.jkt).toBe(taken[0].key);
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
});
