// A refresh whose answer never arrives: the tenant may have rotated the token, or not.
import { expect, test } from './support/fixtures.mjs';
import { refreshing, reuses, signInStale, token } from './support/refresh.mjs';

const NEXT = { resolved: expect.any(String) };

for (const cacheLocation of ['memory', 'localstorage']) {
  test(`an answer that is lost: the token is refused once, said so, and not sent again (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await signInStale(app, tenant, { options: refreshing({ cacheLocation }) });
    await tenant.switches.set({ refresh_loses_response: 'once' });
    const lost = await app.run(token);
    expect(lost.classes).toContain('GenericError');
    expect(lost.resolved).toBeUndefined();
    const next = await app.run(token);
    // Without an overlap the tenant ends the family of a token that comes twice; it has to be told apart from no token.
    expect(next).toMatchObject({ error: 'invalid_grant', message: 'Unknown or invalid refresh token.', status: 403 });
    expect(tenant.families()).toMatchObject([{ revoked: 'reuse detected', reuse_events: 1 }]);
    expect(await app.run(token)).toMatchObject({ error: 'missing_refresh_token' });
    expect(reuses(tenant)).toBe(1);
  });

  test(`an answer that is lost, where the tenant allows an overlap: the session goes on (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await signInStale(app, tenant, { options: refreshing({ cacheLocation }) });
    await tenant.switches.set({ refresh_loses_response: 'once', leeway: 60 });
    expect((await app.run(token)).resolved).toBeUndefined();
    expect(await app.run(token)).toMatchObject(NEXT);
    expect(tenant.families()).toMatchObject([{ revoked: false, reuse_events: 0 }]);
  });

  test(`an answer that is lost, with the fallback: the token is not sent again (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    const options = refreshing({ cacheLocation, useRefreshTokensFallback: true });
    await signInStale(app, tenant, { options });
    await tenant.switches.set({ refresh_loses_response: 'once' });
    await app.run(token);
    expect(await app.run(token)).toMatchObject(NEXT);
    expect(reuses(tenant)).toBe(0);
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(reuses(tenant)).toBe(0);
  });
}

test('a refresh that takes longer than httpTimeoutInSeconds is in doubt: with the fallback it is not sent again', async ({
  app,
  tenant,
}) => {
  const options = refreshing({ cacheLocation: 'localstorage', useRefreshTokensFallback: true });
  await signInStale(app, tenant, { options });
  await app.make({ ...options, httpTimeoutInSeconds: 2 });
  await tenant.switches.set({ token_delay: 5000 });
  expect(await app.run(token)).toMatchObject({ error: 'timeout' });
  await tenant.switches.set({ token_delay: 0 });
  // The tenant finishes what nobody waits for any more.
  await expect.poll(() => tenant.families()[0].generation).toBe(1);
  await app.make({ ...options, httpTimeoutInSeconds: 20 });
  expect(await app.run(token)).toMatchObject(NEXT);
  expect(reuses(tenant)).toBe(0);
});
