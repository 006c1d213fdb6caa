// Which scopes are asked for: those of the client, by audience, and those of a call.
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const BY_AUDIENCE = { [CALENDAR]: 'read:calendar', [ORDERS]: 'read:orders profile', default: 'openid nickname' };
const options = (scope, more) => ({ authorizationParams: { scope, ...more } });
const scopesSeen = (tenant) => seenBy(tenant, '/authorize').map(({ query }) => query.scope);

async function scopeOfLogin(app, given, call) {
  await app.open();
  const url = await app.run(
    async ([changes, authorizationParams]) => {
      let opened;
      await window.make(changes).loginWithRedirect({ authorizationParams, openUrl: (text) => (opened = text) });
      return opened;
    },
    [given, call],
  );
  return new URL(url).searchParams.get('scope');
}

test('openid comes first and once, the call’s scopes last, and none twice', async ({ app }) => {
  expect(await scopeOfLogin(app)).toBe('openid profile email');
  expect(await scopeOfLogin(app, options('read:a'), { scope: 'read:b read:a' })).toBe('openid read:a read:b');
  expect(await scopeOfLogin(app, options('  email \t openid '), { scope: 'email' })).toBe('openid email');
  expect(await scopeOfLogin(app, options(''))).toBe('openid');
});

test('S3-P5 the scopes of an audience are used by themselves, and those of the call are added once', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: options(BY_AUDIENCE) });
  tenant.log.clear();
  const ask = (authorizationParams) => window.client.getTokenSilently({ authorizationParams, detailedResponse: true });
  await app.run(ask, { audience: CALENDAR });
  await app.run(ask, { audience: ORDERS, scope: 'email read:orders openid' });
  expect(scopesSeen(tenant)).toEqual(['openid read:calendar', 'openid read:orders profile email']);
  const token = await app.run(ask, { audience: ORDERS, scope: 'email' });
  const claims = JSON.parse(atob(token.access_token.split('.')[1]));
  expect(claims.aud).toContain(ORDERS);
  expect(claims.scope.split(' ').sort()).toEqual(['email', 'openid', 'profile', 'read:orders']);
  expect(scopesSeen(tenant)).toHaveLength(2);
});

test('C4 a login for the default audience of the client asks for the scopes of that audience', async ({ app }) => {
  expect(await scopeOfLogin(app, options(BY_AUDIENCE, { audience: CALENDAR }))).toBe('openid read:calendar');
  expect(await scopeOfLogin(app, options(BY_AUDIENCE, { audience: CALENDAR }), { audience: ORDERS })).toBe(
    'openid read:orders profile',
  );
  expect(await scopeOfLogin(app, options(BY_AUDIENCE))).toBe('openid nickname');
});

test('S3-P6 scopes by audience are for the client: a call with such an object is refused', async ({ app, tenant }) => {
  await app.signIn();
  tenant.log.clear();
  const refusals = await app.run(async (scope) => {
    const authorizationParams = { scope };
    const { client } = window;
    return [
      await window.failure(() => client.getTokenSilently({ authorizationParams })),
      await window.failure(() => client.loginWithRedirect({ authorizationParams })),
    ];
  }, BY_AUDIENCE);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ classes: ['GenericError', 'InvalidConfigurationError'] });
    expect(refusal.message).toContain('`authorizationParams.scope`');
    expect(refusal.own.suggestion).toContain('options of the client');
  }
  expect(tenant.log.entries(0)).toEqual([]);
});

test('S3-P7 where the object has no entry for the default audience, it gets openid, profile and email', async ({
  app,
  tenant,
}) => {
  const scope = { [CALENDAR]: 'read:calendar' };
  await app.signIn({ options: options(scope) });
  expect(scopesSeen(tenant)).toEqual(['openid profile email']);
  expect(await app.run(() => window.client.getUser())).toMatchObject({
    sub: 'auth0|ada',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
  });
  const other = await app.run(
    (audience) => window.client.getTokenSilently({ authorizationParams: { audience }, detailedResponse: true }),
    ORDERS,
  );
  expect(other.scope).toBe('openid profile email');
});
