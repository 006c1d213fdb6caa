// A bound session from the first login to the logout, and from one SDK to the other.
import { bound, byHand, keysAt } from './support/dpop.mjs';
import { expect, ORDERS, test } from './support/fixtures.mjs';
import { reuses, token, tokensFor } from './support/refresh.mjs';
import { SDKS, use, withBoth } from './support/sdks.mjs';
import { seenBy } from './support/wire.mjs';

const NEXT = { resolved: expect.any(String) };

/** Answers in their order: each good one after one challenge, or after none. */
const answers = (count, challenge) =>
  Array(count)
    .fill(challenge ? [challenge, 200] : [200])
    .flat();

/** In the page: a call of the API by the fetcher. */
const call = async () => {
  window.fetcher ??= window.client.createFetcher({ baseUrl: window.settings.api });
  return (await window.fetcher.fetchWithAuth('/calendar', {}, { scope: ['read:calendar'] })).status;
};

/** In the page: whether the newest nonces of both servers are kept, so that a page that comes next finds them. */
const areNoncesKept = async () => {
  const kept = JSON.parse(await window.everythingStored()).databases.flat(3);
  const nonces = [await window.client.getDpopNonce(), await window.client.getDpopNonce(window.settings.api)];
  return nonces.map((nonce) => kept.includes(nonce));
};

for (const [mode, challenges] of [
  ['rotate', 'one challenge each'],
  ['rotate_on_success', 'none once warm'],
]) {
  for (const cacheLocation of ['localstorage', 'indexeddb']) {
    test(`a whole journey with a new nonce each time (${mode}, ${cacheLocation}): no error, ${challenges}`, async ({
      app,
      tenant,
      api,
    }) => {
      await tenant.switches.set({ as_nonce: mode });
      await api.switches.set({ rs_nonce: mode });
      const options = bound({ cacheLocation, useMrrt: true, authorizationParams: { scope: 'openid profile' } });
      await app.signIn({ options });
      expect(await app.run(call)).toBe(200);
      // From here on both servers are known.
      tenant.log.clear();
      api.log.clear();
      expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
      expect(await app.run(tokensFor, [ORDERS])).toMatchObject([NEXT]);
      expect(await app.run(call)).toBe(200);
      await expect.poll(() => app.run(areNoncesKept)).toEqual([true, true]);
      await app.open();
      await app.make(options);
      expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
      expect(await app.run(call)).toBe(200);
      await expect.poll(() => app.run(areNoncesKept)).toEqual([true, true]);
      const other = await app.tab();
      await other.open();
      await other.make(options);
      expect(await other.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
      expect(await other.run(call)).toBe(200);
      const challenged = mode === 'rotate';
      const statuses = (entries) => entries.filter(({ method }) => method !== 'OPTIONS').map(({ status }) => status);
      expect(statuses(seenBy(tenant, '/oauth/token'))).toEqual(answers(4, challenged && 400));
      expect(statuses(api.log.entries(0))).toEqual(answers(3, challenged && 401));
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
