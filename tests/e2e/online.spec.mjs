// refreshTokenMode online: a refresh token that stays, and ends with the session at the tenant.
import { bound } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { grants, token } from './support/refresh.mjs';
import { queryOf } from './support/wire.mjs';

const ONLINE = { refreshTokenMode: 'online' };
const NEXT = { resolved: expect.any(String) };

test('online_access is asked for, the token stays the same, and it ends with the session', async ({ app, tenant }) => {
  await app.signIn({ options: bound({ ...ONLINE, cacheLocation: 'localstorage' }) });
  const scope = queryOf(app.wire.authorizations()[0]).get('scope').split(' ');
  expect(scope).toContain('online_access');
  expect(scope).not.toContain('offline_access');
  app.wire.forget();
  tenant.log.clear();
  for (let round = 0; round < 3; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  const sent = app.wire.tokens().map((request) => new URLSearchParams(request.postData()).get('refresh_token'));
  expect(new Set(sent).size).toBe(1);
  expect(grants(tenant)).toEqual(Array(3).fill('refresh_token'));
  const other = await app.tab();
  await other.page.goto(`${tenant.url}/v2/logout?client_id=demo-spa`);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ error: 'invalid_grant' });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ error: 'missing_refresh_token' });
});

test('what online mode needs is said by the constructor', async ({ app }) => {
  await app.open();
  const seen = await app.run(
    (mode) =>
      [{}, { useRefreshTokens: true }, { useDpop: true }, { useRefreshTokens: true, useDpop: true }].map((more) => {
        try {
          window.make({ ...mode, ...more });
          return 'made';
        } catch (error) {
          return [error instanceof window.sdk.InvalidConfigurationError, error.message];
        }
      }),
    ONLINE,
  );
  expect(seen).toEqual([
    [true, expect.stringContaining('refresh-token grant')],
    [true, expect.stringContaining('requires DPoP')],
    [true, expect.stringContaining('refresh-token grant')],
    'made',
  ]);
});
