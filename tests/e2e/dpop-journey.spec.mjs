// A bound session from the first login to the logout, and from one SDK to the other.
import { bound, byHand, keysAt } from './support/dpop.mjs';
import { expect, ORDERS, test } from './support/fixtures.mjs';
import { reuses, token, tokensFor } from './support/refresh.mjs';
import { SDKS, use, withBoth } from './support/sdks.mjs';
import { seenBy } from './support/wire.mjs';

const NEXT = { resolved: expect.any(String) };

/** Challenges are followed by exactly one good answer each. */
function expectOneRetryEach(statuses) {
  for (const [index, status] of statuses.entries()) {
    if (status === 400) expect(statuses[index + 1]).toBe(200);
  }
}

for (const [mode, challenges] of [
  ['rotate', 'one challenge each'],
  ['rotate_on_success', 'none once warm'],
]) {
  for (const cacheLocation of ['localstorage', 'indexeddb']) {
    test(`a whole journey with a new nonce each time (${mode}, ${cacheLocation}): no error, ${challenges}`, async ({
      app,
      tenant,
    }) => {
      await tenant.switches.set({ as_nonce: mode });
      const options = bound({ cacheLocation, useMrrt: true, authorizationParams: { scope: 'openid profile' } });
      await app.signIn({ options });
      tenant.log.clear();
      expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
      expect(await app.run(tokensFor, [ORDERS])).toMatchObject([NEXT]);
      // A nonce is kept a moment after its answer.
      await expect
        .poll(() => app.run(async () => JSON.parse(await window.everythingStored()).databases.flat(3)))
        .toContain(await app.run(() => window.client.getDpopNonce()));
      await app.open();
      await app.make(options);
      expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
      const other = await app.tab();
      await other.open();
      await other.make(options);
      expect(await other.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
      const statuses = seenBy(tenant, '/oauth/token').map(({ status }) => status);
      expectOneRetryEach(statuses);
      expect(statuses.filter((status) => status === 200)).toHaveLength(4);
      if (mode === 'rotate_on_success') expect(statuses.filter((status) => status === 400).length).toBeLessThan(2);
      expect(await keysAt(tenant)).toHaveLength(1);
      await other.run(() => window.client.logout({ openUrl: false }));
      await expect.poll(() => app.run(() => window.client.isAuthenticated())).toBe(false);
      expect(reuses(tenant)).toBe(0);
      other.refuseComplaints();
    });
  }
}

for (const [from, to] of [SDKS, [...SDKS].reverse()]) {
  test(`a bound session goes on from ${from} to ${to} and back, with the same key and no login`, async ({
    app,
    tenant,
  }) => {
    const options = bound({ cacheLocation: 'localstorage' });
    const turnTo = async (sdk) => {
      await use(app, sdk);
      await app.open();
      await app.make(options);
    };
    await withBoth(app);
    await turnTo(from);
    await app.signIn({ options });
    const [key] = await keysAt(tenant);
    tenant.log.clear();
    for (const sdk of [to, from]) {
      await turnTo(sdk);
      expect(await app.run(() => window.client.getUser()), sdk).toMatchObject({ sub: 'auth0|ada' });
      expect(await app.run(byHand, { path: '/calendar' }), sdk).toMatchObject({ status: 200 });
      expect(await app.run(token, { cacheMode: 'off' }), sdk).toMatchObject(NEXT);
      expect(await app.run(byHand, { path: '/calendar' }), sdk).toMatchObject({ status: 200 });
    }
    expect(seenBy(tenant, '/authorize')).toEqual([]);
    expect(await keysAt(tenant)).toEqual([key]);
    expect(tenant.families()).toMatchObject([{ revoked: false, reuse_events: 0 }]);
    await app.run(() => window.client.logout({ openUrl: false }));
    expect(await app.run(() => Object.keys(localStorage).filter((name) => name.startsWith('@@auth0')))).toEqual([]);
  });
}
