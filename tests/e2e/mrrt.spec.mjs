// useMrrt: one refresh token for every API that the tenant's policy lists.
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { AUDIENCES, grants, refreshing, reuses, signInStale, tokensFor } from './support/refresh.mjs';
import { names, queryOf, seenBy } from './support/wire.mjs';

const UNLISTED = 'https://unlisted.example.com/';
const SCOPES = {
  [CALENDAR]: 'openid profile read:calendar',
  [ORDERS]: 'openid read:orders',
  [AUDIENCES[2]]: 'openid read:thing',
};
// One list of scopes is asked for at every API: so none that only one of them knows.
const COMMON = { scope: 'openid profile email' };
const options = (more = {}) => refreshing({ useMrrt: true, authorizationParams: COMMON, ...more });
const byAudience = (more = {}) => options({ ...more, authorizationParams: { scope: SCOPES } });
const ask = (authorizationParams) => window.failure(() => window.client.getTokenSilently({ authorizationParams }));
const claims = ({ resolved }) => JSON.parse(Buffer.from(resolved.split('.')[1], 'base64url'));
const set = (scope) => [...new Set(String(scope).split(' '))].sort().join(' ');
const sent = (tenant) => seenBy(tenant, '/oauth/token').map(({ body }) => [body.audience, set(body.scope)]);

for (const cacheLocation of ['memory', 'localstorage', 'indexeddb']) {
  test(`S3-E7 a token for a second API with no authorize request (${cacheLocation})`, async ({ app, tenant }) => {
    await app.signIn({ options: options({ cacheLocation }) });
    tenant.log.clear();
    const got = await app.run(ask, { audience: ORDERS, scope: 'read:orders' });
    expect([claims(got).aud].flat()).toContain(ORDERS);
    expect(grants(tenant)).toEqual(['refresh_token']);
    expect(seenBy(tenant, '/authorize')).toEqual([]);
    expect(await app.run(ask, { audience: ORDERS, scope: 'read:orders' })).toEqual(got);
    expect(grants(tenant)).toHaveLength(1);
  });
}

test('five APIs at once, all by one family', async ({ app, tenant }) => {
  await signInStale(app, tenant, { options: options() });
  const tokens = await app.run(tokensFor, AUDIENCES);
  expect(tokens.map((one) => [claims(one).aud].flat()[0])).toEqual(AUDIENCES);
  expect(grants(tenant)).toEqual(Array(5).fill('refresh_token'));
  expect(tenant.families()).toMatchObject([{ generation: 5, revoked: false, reuse_events: 0 }]);
});

test('S3-P4 an API that no policy lists is a typed error, whether the tenant refuses it or ignores the audience', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: options({ cacheLocation: 'localstorage' }) });
  await tenant.switches.set({ mrrt_unlisted: 'ignore' });
  const ignored = await app.run(ask, { audience: UNLISTED, scope: 'read:thing' });
  expect(ignored).toMatchObject({ classes: expect.arrayContaining(['GenericError']), error: 'wrong_audience' });
  expect(ignored.message).toContain(UNLISTED);
  await tenant.switches.set({ mrrt_unlisted: 'reject' });
  const refused = await app.run(ask, { audience: UNLISTED, scope: 'read:thing' });
  expect(refused).toMatchObject({ classes: expect.arrayContaining(['GenericError']), error: 'invalid_grant' });
  expect(reuses(tenant)).toBe(0);
});

test('S3-E8 S3-P5 authorize and each token request carry the scopes of their audience, a call adds its own', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: byAudience() });
  const asked = queryOf(app.wire.authorizations()[0]).get('scope').split(' ');
  expect(new Set(asked)).toEqual(new Set([...SCOPES[CALENDAR].split(' '), 'offline_access']));
  tenant.log.clear();
  await app.run(ask, { audience: ORDERS });
  await app.run(ask, { audience: AUDIENCES[2], scope: 'email read:thing' });
  await app.run(ask, { audience: CALENDAR, scope: 'write:calendar' });
  expect(grants(tenant)).toEqual(Array(3).fill('refresh_token'));
  const scopes = [
    [ORDERS, `${SCOPES[ORDERS]} offline_access`],
    [AUDIENCES[2], `${SCOPES[AUDIENCES[2]]} email offline_access`],
    [CALENDAR, `${SCOPES[CALENDAR]} write:calendar offline_access`],
  ];
  expect(sent(tenant)).toEqual(scopes.map(([audience, scope]) => [audience, set(scope)]));
  for (const { body } of seenBy(tenant, '/oauth/token')) {
    expect(new Set(body.scope.split(' ')).size).toBe(body.scope.split(' ').length);
  }
});

test('a scope that the tenant does not grant is a MissingScopesError that names it', async ({ app, tenant }) => {
  await app.signIn({ options: options() });
  const refusal = await app.run(ask, { audience: ORDERS, scope: 'read:orders delete:orders' });
  expect(refusal).toMatchObject({
    classes: expect.arrayContaining(['MissingScopesError']),
    error: 'missing_scopes',
  });
  expect(refusal.message).toContain('delete:orders');
  expect(refusal.message).not.toContain('read:orders');
  expect(reuses(tenant)).toBe(0);
});

test('without useMrrt another API has no refresh token; with the fallback the frame brings one', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: refreshing() });
  tenant.log.clear();
  expect(await app.run(ask, { audience: ORDERS })).toMatchObject({
    error: 'missing_refresh_token',
    own: { audience: ORDERS },
  });
  expect(tenant.log.entries(0)).toEqual([]);
  await app.make(refreshing({ useRefreshTokensFallback: true }));
  expect(claims(await app.run(ask, { audience: ORDERS })).sub).toBe('auth0|ada');
  expect(seenBy(tenant, '/authorize')).toHaveLength(1);
});

test('the body of a refresh for another API names the audience and the scope once', async ({ app, tenant }) => {
  await app.signIn({ options: options({ cacheLocation: 'localstorage' }) });
  app.wire.forget();
  await app.run(ask, { audience: ORDERS, scope: 'read:orders' });
  const found = names(app.wire.tokens()[0].postData());
  expect(found.filter((name) => ['audience', 'scope', 'refresh_token'].includes(name)).sort()).toEqual([
    'audience',
    'refresh_token',
    'scope',
  ]);
  expect(seenBy(tenant, '/oauth/token').at(-1)).toMatchObject({ body: { audience: ORDERS } });
});

test('revoking the token of one API ends it for all: it is one family', async ({ app, tenant }) => {
  await app.signIn({ options: options() });
  await app.run(ask, { audience: ORDERS });
  await app.run((audience) => window.client.revokeRefreshToken({ audience }), CALENDAR);
  expect(tenant.families()).toMatchObject([{ revoked: expect.any(String) }]);
  const off = (audience) =>
    window.failure(() => window.client.getTokenSilently({ cacheMode: 'off', authorizationParams: { audience } }));
  for (const audience of [CALENDAR, ORDERS]) {
    expect(await app.run(off, audience)).toMatchObject({ error: 'missing_refresh_token' });
  }
});
