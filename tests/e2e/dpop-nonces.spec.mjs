// Nonces of the tenant in proofs: learned, used, renewed, and never a loop.
import { bound, proofsAt } from './support/dpop.mjs';
import { expect, ORDERS, test } from './support/fixtures.mjs';
import { reuses, token, tokensFor } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

const NEXT = { resolved: expect.any(String) };
const statuses = (tenant) => seenBy(tenant, '/oauth/token').map(({ status }) => status);
const STORES = ['memory', 'localstorage', 'indexeddb'];

for (const cacheLocation of STORES) {
  test(`DP-16 DP-22 a nonce is asked for once, and the refresh token survives (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await app.signIn({ options: bound({ cacheLocation }) });
    expect(statuses(tenant)).toEqual([400, 200]);
    const proofs = await proofsAt(tenant);
    expect(proofs.map(({ error }) => error)).toEqual(['use_dpop_nonce', null]);
    expect(proofs[0].payload).not.toHaveProperty('nonce');
    expect(proofs[0].payload.jti).not.toBe(proofs[1].payload.jti);
    tenant.log.clear();
    for (let round = 0; round < 3; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(statuses(tenant)).toEqual([200, 200, 200]);
  });

  test(`DP-22 W2 X-01 a nonce that works once: one challenge before each refresh, and the session lives (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await tenant.switches.set({ as_nonce: 'rotate' });
    await app.signIn({ options: bound({ cacheLocation }) });
    tenant.log.clear();
    for (let round = 0; round < 3; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(statuses(tenant)).toEqual([400, 200, 400, 200, 400, 200]);
    expect(tenant.families()).toMatchObject([{ generation: 3, revoked: false, reuse_events: 0 }]);
  });
}

test('DP-17 a nonce that came with a good answer is used next: no challenge once warm', async ({ app, tenant }) => {
  await tenant.switches.set({ as_nonce: 'rotate_on_success' });
  await app.signIn({ options: bound({ useMrrt: true, authorizationParams: { scope: 'openid profile' } }) });
  tenant.log.clear();
  for (let round = 0; round < 3; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(await app.run(tokensFor, [ORDERS])).toMatchObject([NEXT]);
  expect(statuses(tenant)).toEqual([200, 200, 200, 200]);
});

test('DP-09 a tenant that wants no nonce gets none', async ({ app, tenant }) => {
  await tenant.switches.set({ as_nonce: 'off' });
  await app.signIn({ options: bound() });
  expect(statuses(tenant)).toEqual([200]);
  expect((await proofsAt(tenant))[0].payload).not.toHaveProperty('nonce');
});

test('a nonce that is never good: two requests, one typed error, and the refresh token is kept', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: bound() });
  await tenant.switches.set({ as_nonce: 'stale' });
  tenant.log.clear();
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({
    classes: expect.arrayContaining(['UseDpopNonceError']),
    error: 'use_dpop_nonce',
  });
  expect(statuses(tenant)).toEqual([400, 400]);
  await tenant.switches.set({ as_nonce: 'required' });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(reuses(tenant)).toBe(0);
});

test('DP-19 a nonce that CORS hides: one request, and an error that names the header', async ({ app, tenant }) => {
  await tenant.switches.set({ cors_expose: 'none' });
  const refusal = await app.refused({ options: bound() });
  expect(refusal).toMatchObject({ classes: expect.arrayContaining(['GenericError']), error: 'use_dpop_nonce' });
  expect(refusal.message).toMatch(/dpop-nonce|Access-Control-Expose-Headers/i);
  expect(statuses(tenant)).toEqual([400]);
});

test('the nonce of one visit is that of the next, and of another tab', async ({ app, tenant }) => {
  const options = bound({ cacheLocation: 'localstorage' });
  await app.signIn({ options });
  const nonce = await app.run(() => window.client.getDpopNonce());
  const kept = () =>
    app.run(async () => {
      const database = await new Promise((resolve) => {
        const request = indexedDB.open('auth0-spa-js');
        request.onsuccess = () => resolve(request.result);
      });
      const request = database.transaction('nonce').objectStore('nonce').get('demo-spa::auth0');
      const value = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      database.close();
      return value;
    });
  await expect.poll(kept).toBe(nonce);
  await app.open();
  await app.make(options);
  const other = await app.tab();
  await other.open();
  await other.make(options);
  tenant.log.clear();
  for (const tab of [app, other]) {
    expect(await tab.run(() => window.client.getDpopNonce())).toBe(nonce);
    expect(await tab.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  }
  expect(statuses(tenant)).toEqual([200, 200]);
  other.refuseComplaints();
});
