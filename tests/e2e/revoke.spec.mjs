// revokeRefreshToken: the family ends at the tenant, and nothing else does.
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { refreshing, token } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

test('revokeRefreshToken ends the family at the tenant; the access token lives on', async ({ app, tenant }) => {
  await app.signIn({ options: refreshing() });
  const access = await app.run(token);
  tenant.log.clear();
  expect(await app.run(() => window.failure(() => window.client.revokeRefreshToken()))).toEqual({});
  expect(seenBy(tenant, '/oauth/revoke')).toMatchObject([{ status: 200, body: { client_id: 'demo-spa' } }]);
  expect(tenant.families()).toMatchObject([{ revoked: expect.any(String) }]);
  expect(await app.run(token)).toEqual(access);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ error: 'missing_refresh_token' });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

test('revokeRefreshToken takes the audience it is given, and asks nobody where there is no token', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: refreshing() });
  tenant.log.clear();
  await app.run((audience) => window.client.revokeRefreshToken({ audience }), ORDERS);
  expect(tenant.log.entries(0)).toEqual([]);
  await app.run((audience) => window.client.revokeRefreshToken({ audience }), CALENDAR);
  expect(seenBy(tenant, '/oauth/revoke')).toHaveLength(1);
});
