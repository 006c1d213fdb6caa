// Anonymous sessions: tokens for somebody who has not signed in.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { warningsOf } from './support/warnings.mjs';

const KEY = '@@auth0spajs@@::demo-spa::anonymous::';
const FOR_API = { audience: CALENDAR, scope: 'read:calendar' };

const token = (given) => window.failure(() => window.client.anonymous.getTokenSilently(given));
const hasSession = () => window.client.anonymous.hasSession();
const bodies = (app, path = '/anonymous/token') => app.wire.to(path, 'POST').map((sent) => JSON.parse(sent.postData()));

/** In the page: what the API says to whoever sends this token. */
const calendar = async (accessToken) => {
  const headers = { Authorization: `Bearer ${accessToken}` };
  return (await fetch(`${window.settings.api}/calendar`, { headers })).status;
};

test('somebody who has not signed in calls an API, before and after a reload', async ({ app }) => {
  await app.open();
  await app.make();
  expect(await app.run(hasSession)).toBe(false);
  const { resolved: first } = await app.run(token, FOR_API);
  expect(Object.keys(first)).toEqual(['accessToken', 'expiresAt', 'scope']);
  expect(await app.run(calendar, first.accessToken)).toBe(200);
  await app.open();
  await app.make();
  expect(await app.run(hasSession), 'known before the wasm runs').toBe(true);
  expect((await app.run(token, FOR_API)).resolved).toEqual(first);
  expect(bodies(app)).toEqual([{ client_id: 'demo-spa', ...FOR_API }]);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
});

test('a session that is made on purpose has metadata, and is kept as the peer keeps it', async ({ app }) => {
  await app.open();
  await app.make();
  const made = await app.run((given) => window.client.anonymous.createSession(given), {
    ...FOR_API,
    metadata: { from: 'ad' },
  });
  expect(Object.keys(made)).toEqual(['sessionToken', 'accessToken', 'expiresAt', 'sessionTokenExpiresAt', 'scope']);
  expect(bodies(app)).toEqual([{ client_id: 'demo-spa', ...FOR_API, metadata: { from: 'ad' } }]);
  const { sessionToken, sessionTokenExpiresAt, ...slot } = made;
  expect(await app.run((prefix) => window.dump(localStorage, prefix), KEY)).toEqual({
    [`${KEY}session`]: { sessionToken, sessionTokenExpiresAt },
    [`${KEY}${JSON.stringify([CALENDAR, 'read:calendar'])}`]: slot,
  });
  const peer = async (given) => {
    const { Auth0Client } = await import('/peer.js');
    const { anonymous } = new Auth0Client(window.options());
    return {
      has: anonymous.hasSession(),
      token: await anonymous.getTokenSilently(given),
      claims: anonymous.getClaims(),
    };
  };
  expect(await app.run(peer, FOR_API)).toEqual({ has: true, token: slot, claims: null });
  expect(await app.run(() => window.client.anonymous.getClaims())).toBe(null);
});

test('a token that is about to expire is renewed by the session, for every API', async ({ app, tenant }) => {
  await app.open();
  await app.make();
  await tenant.switches.set({ expires_in: 30 });
  const { resolved: first } = await app.run(token);
  await tenant.switches.set({ expires_in: 'normal' });
  const { resolved: second } = await app.run(token);
  expect(second.accessToken).not.toBe(first.accessToken);
  const { sessionToken } = await app.run((key) => JSON.parse(localStorage.getItem(key)), `${KEY}session`);
  await app.run(token, FOR_API);
  expect(bodies(app)).toEqual([
    { client_id: 'demo-spa' },
    { client_id: 'demo-spa', session_token: sessionToken },
    { client_id: 'demo-spa', session_token: sessionToken, ...FOR_API },
  ]);
});

test('a session that is over is replaced by another', async ({ app, tenant }) => {
  await app.open();
  await app.make();
  await app.run(token);
  const before = await app.run((key) => localStorage.getItem(key), `${KEY}session`);
  tenant.reset();
  expect((await app.run(token, FOR_API)).resolved.scope).toBe('read:calendar');
  expect(await app.run((key) => localStorage.getItem(key), `${KEY}session`)).not.toBe(before);
});

test('a logout ends the session at the tenant, whose cookie comes along, and here', async ({ app, tenant }) => {
  await app.open();
  await app.make();
  await app.run(token, FOR_API);
  await app.run(() => window.client.anonymous.logout());
  const [entry] = tenant.log.entries(0).filter(({ path, method }) => path === '/anonymous/logout' && method === 'POST');
  expect(entry.note).toBe('anonymous session ended');
  expect(bodies(app, '/anonymous/logout')).toEqual([{ client_id: 'demo-spa' }]);
  expect(await app.run((prefix) => window.dump(localStorage, prefix), KEY)).toEqual({});
  expect(await app.run(hasSession)).toBe(false);
});

test('in memory nothing is stored, and a reload forgets', async ({ app }) => {
  await app.open();
  await app.make({ anonymousSessionsCacheMode: 'memory' });
  await app.run(token);
  expect(await app.run(hasSession)).toBe(true);
  expect(await app.run(() => localStorage.length)).toBe(0);
  await app.open();
  await app.make({ anonymousSessionsCacheMode: 'memory' });
  expect(await app.run(hasSession)).toBe(false);
});

test('checkSession begins one when nobody is signed in, if that is wanted', async ({ app }) => {
  const wanted = { createAnonymousSessionOnFailedSilentAuth: true };
  const warnings = warningsOf(app.page);
  await app.open();
  await app.make();
  await app.run(() => window.client.checkSession());
  expect(bodies(app)).toEqual([]);
  await app.make(wanted);
  await app.run(() => window.client.checkSession());
  await app.run(() => window.client.checkSession());
  expect(bodies(app)).toEqual([{ client_id: 'demo-spa' }]);
  expect(await app.run(hasSession)).toBe(true);
  await app.run(() => localStorage.clear());
  const made = async (changes) => {
    const client = await window.sdk.createAuth0Client(window.options(changes));
    return client.anonymous.hasSession();
  };
  expect(await app.run(made, wanted)).toBe(true);
  expect(warnings).toEqual([]);
});

test('whoever is signed in gets no anonymous session; whose session ended does', async ({ app, tenant }) => {
  const wanted = { createAnonymousSessionOnFailedSilentAuth: true };
  await app.signIn();
  await app.make(wanted);
  await app.run(() => window.client.checkSession());
  expect(bodies(app)).toEqual([]);
  tenant.reset();
  await app.make(wanted);
  await app.run(() => window.client.checkSession());
  expect(bodies(app)).toHaveLength(1);
});

test('a refusal is an AnonymousSessionError with the code of the tenant', async ({ app, tenant }) => {
  await app.open();
  await app.make();
  expect(await app.run(token, { audience: 'https://orders.example.com/' })).toMatchObject({
    classes: ['AnonymousSessionError'],
    name: 'AnonymousSessionError',
    code: 'invalid_target',
  });
  await tenant.switches.set({ anonymous: 'off' });
  const refused = await app.run(token);
  const description = 'Anonymous sessions are not enabled for this tenant';
  expect(refused).toMatchObject({ code: 'feature_not_enabled', message: description });
  expect(refused.own).toEqual({
    name: 'AnonymousSessionError',
    code: 'feature_not_enabled',
    cause: { error: 'feature_not_enabled', error_description: description },
  });
  const logout = await app.run(() => window.failure(() => window.client.anonymous.logout()));
  expect(logout).toMatchObject({ classes: ['AnonymousSessionError'], code: 'feature_not_enabled' });
  expect(await app.run(hasSession)).toBe(false);
});

test('an application may keep the session itself', async ({ app, tenant }) => {
  await app.open();
  const steps = async () => {
    const { AnonymousSessionClient } = window.sdk;
    const client = new AnonymousSessionClient({ domain: window.settings.domain, clientId: 'demo-spa' });
    const first = await client.createSession({ metadata: { from: 'ad' } });
    const second = await client.getAccessToken({ sessionToken: first.sessionToken });
    window.end = () => client.logout();
    window.again = () => client.getAccessToken({ sessionToken: first.sessionToken });
    return [first.sessionReplaced, second.sessionReplaced, first.sessionToken === second.sessionToken];
  };
  expect(await app.run(steps)).toEqual([undefined, false, true]);
  expect(await app.run(() => localStorage.length)).toBe(0);
  await app.run(() => window.end());
  const { sessionReplaced } = await app.run(() => window.again());
  expect(sessionReplaced).toBe(true);
  expect(tenant.log.entries(0).some(({ note }) => note === 'anonymous session ended')).toBe(true);
});

test('two tabs at once are one person', async ({ app }) => {
  const other = await app.tab();
  for (const tab of [app, other]) {
    await tab.open();
    await tab.make();
  }
  const many = () => Promise.all([1, 2, 3].map(() => window.client.anonymous.getTokenSilently()));
  const [left, right] = await Promise.all([app.run(many), other.run(many)]);
  expect(new Set([...left, ...right].map(({ accessToken }) => accessToken)).size).toBe(1);
});
