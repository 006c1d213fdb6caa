// The key that tokens are bound to: one per client, not to be exported, and what happens when it is gone.
import { decodeJwt } from 'jose';
import { bound, byHand, keysAt, sharedDatabase } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { grants, reuses, token } from './support/refresh.mjs';
import { queryOf } from './support/wire.mjs';
import { warningsOf } from './support/warnings.mjs';

const NEXT = { resolved: expect.any(String) };
const PERSISTENT = bound({ cacheLocation: 'localstorage' });

const deleteDatabase = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('auth0-spa-js');
    // It waits for the page before this one to let go of it.
    request.onsuccess = () => resolve('deleted');
    request.onerror = () => reject(request.error);
  });

test('DP-35 the private key that is kept cannot be exported, in any format', async ({ app }) => {
  await app.signIn({ options: PERSISTENT });
  const seen = await app.run(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open('auth0-spa-js');
      request.onsuccess = () => resolve(request.result);
    });
    const request = database.transaction('keypair').objectStore('keypair').get('demo-spa::auth0');
    const { privateKey } = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    database.close();
    const tries = ['jwk', 'pkcs8', 'raw'].map((format) =>
      crypto.subtle.exportKey(format, privateKey).then(
        () => 'exported',
        () => 'refused',
      ),
    );
    return { refusals: await Promise.all(tries), extractable: privateKey.extractable, usages: privateKey.usages };
  });
  expect(seen).toEqual({ refusals: ['refused', 'refused', 'refused'], extractable: false, usages: ['sign'] });
});

test('DP-24 two tabs begin their first login at once: one key, and both logins come to an end', async ({
  app,
  tenant,
}) => {
  const other = await app.tab();
  const tabs = [app, other];
  await Promise.all(tabs.map((tab) => tab.open()));
  await Promise.all(tabs.map((tab) => tab.leave({ options: PERSISTENT })));
  const announced = tabs.map((tab) => queryOf(tab.wire.authorizations()[0]).get('dpop_jkt'));
  expect(announced[1]).toBe(announced[0]);
  for (const tab of tabs) {
    await tab.choose('ada');
    await tab.finish(PERSISTENT);
    expect(await tab.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
  }
  expect(await keysAt(tenant)).toEqual([announced[0]]);
  expect((await app.run(sharedDatabase)).keypair).toEqual(['demo-spa::auth0']);
  other.refuseComplaints();
});

test('DP-24 W18 X-17 first proofs at once, in two tabs and of two clients in each: one key', async ({ app }) => {
  const other = await app.tab();
  await Promise.all([app, other].map((tab) => tab.open()));
  const prove = async (options) => {
    const clients = [1, 2].map(() => new window.sdk.Auth0Client(window.options(options)));
    const one = (client) => client.generateDpopProof({ url: 'https://api.example/', method: 'GET' });
    return Promise.all([...clients, ...clients].map(one));
  };
  const proofs = (await Promise.all([app, other].map((tab) => tab.run(prove, bound())))).flat();
  const keys = proofs.map((proof) => JSON.parse(Buffer.from(proof.split('.')[0], 'base64url')).jwk.x);
  expect(new Set(keys).size).toBe(1);
  expect(new Set(proofs.map((proof) => decodeJwt(proof).jti)).size).toBe(8);
  other.refuseComplaints();
});

for (const cacheLocation of ['localstorage', 'indexeddb']) {
  test(`DP-12 the key is lost while a bound refresh token is there: a typed error, no request, and a new login works (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    const options = bound({ cacheLocation });
    await app.signIn({ options });
    const [former] = await keysAt(tenant);
    await app.open();
    expect(await app.run(deleteDatabase)).toBe('deleted');
    await app.make(options);
    tenant.log.clear();
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({
      classes: expect.arrayContaining(['GenericError']),
      error: 'dpop_key_lost',
    });
    expect(grants(tenant)).toEqual([]);
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ error: 'missing_refresh_token' });
    await app.signIn({ as: false, options });
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
    expect(reuses(tenant)).toBe(0);
    expect((await keysAt(tenant)).filter((key) => key !== former)).toHaveLength(1);
  });
}

test('DP-12 with the fallback a lost key costs nothing that can be seen', async ({ app, tenant }) => {
  const options = bound({ cacheLocation: 'localstorage', useRefreshTokensFallback: true });
  await app.signIn({ options });
  await app.open();
  await app.run(deleteDatabase);
  await app.make(options);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(reuses(tenant)).toBe(0);
});

test('the access token of a lost key is refused by the API, and asking for another says what was lost', async ({
  app,
}) => {
  await app.signIn({ options: PERSISTENT });
  await app.open();
  await app.run(deleteDatabase);
  await app.make(PERSISTENT);
  expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({
    status: 401,
    challenge: expect.stringContaining('invalid_token'),
  });
  const renewing = () => {
    const fetcher = window.client.createFetcher({ baseUrl: window.settings.api, renewInvalidToken: true });
    return window.failure(async () => (await fetcher.fetchWithAuth('/calendar')).status);
  };
  expect(await app.run(renewing)).toMatchObject({ error: 'dpop_key_lost' });
});

for (const [name, block] of [
  ['is absent', () => Object.defineProperty(window, 'indexedDB', { configurable: true, get: () => undefined })],
  [
    'refuses',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    },
  ],
  [
    'cannot clone keys',
    () => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (value, ...key) {
        if (value?.privateKey) throw new DOMException('It could not be cloned.', 'DataCloneError');
        return put.call(this, value, ...key);
      };
    },
  ],
]) {
  test(`where IndexedDB ${name} a login ends in a session until the page goes, with one warning`, async ({ app }) => {
    await app.page.addInitScript(block);
    const warnings = warningsOf(app.page);
    await app.open();
    await app.bringAnswer({ options: PERSISTENT });
    await app.make(PERSISTENT);
    warnings.splice(0);
    await app.run(() => window.client.handleRedirectCallback());
    expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    const said = warnings.filter((text) => text.includes('dpop_unavailable'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('memory only');
  });
}

test('S3-P14 without crypto.subtle the constructor says what is needed', async ({ app }) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, 'subtle', { configurable: true, get: () => undefined });
  });
  await app.open();
  const refusal = await app.run((options) => window.failure(() => void window.make(options)), bound());
  expect(refusal.message).toContain('secure origin');
});

test('DP-06 the clock of the tenant is hours behind, and the proof’s time counts: refreshes in worker and page', async ({
  app,
  tenant,
  api,
}) => {
  await tenant.switches.set({ clock_skew: -21_600 });
  await api.switches.set({ clock_ahead: -21_600 });
  for (const [index, cacheLocation] of ['localstorage', 'memory'].entries()) {
    await app.signIn({ as: index === 0 ? 'ada' : false, options: bound({ cacheLocation }) });
    await tenant.switches.set({ proof_iat: 'strict' });
    expect(await app.run(byHand, { path: '/calendar' }), cacheLocation).toMatchObject({ status: 200 });
    expect(await app.run(token, { cacheMode: 'off' }), cacheLocation).toMatchObject(NEXT);
    await tenant.switches.set({ proof_iat: 'nonce' });
  }
});
