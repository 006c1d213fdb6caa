// cacheLocation indexeddb: encrypted entries, and what happens when the browser does not keep them.
import { expect, test } from './support/fixtures.mjs';
import { grants, refreshing, signInStale, token } from './support/refresh.mjs';
import { warningsOf } from './support/warnings.mjs';

const NEXT = { resolved: expect.any(String) };
const OPTIONS = refreshing({ cacheLocation: 'indexeddb' });
const CLIENT = { cacheLocation: 'indexeddb', useRefreshTokens: true };

/** Every byte of what the browser keeps, as text: keys too, and buffers by their letters. */
async function rawEverything() {
  const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  const letters = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const describe = (value) => {
    if (value instanceof ArrayBuffer) return letters(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) return letters(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (value instanceof CryptoKey) return `CryptoKey extractable=${value.extractable}`;
    if (Array.isArray(value)) return value.map(describe).join('|');
    if (value && typeof value === 'object')
      return Object.entries(value)
        .map(([key, item]) => key + describe(item))
        .join('|');
    return String(value);
  };
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]);
      texts.push(name, store, describe(keys), describe(values));
    }
    database.close();
  }
  return texts.join('\n');
}

/** In the page: empties a store of the vault, or all of it. */
async function empty(only) {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    if (name === 'auth0-spa-js') continue;
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      if (only && store !== only) continue;
      await settled(database.transaction(store, 'readwrite').objectStore(store).clear());
      count += 1;
    }
    database.close();
  }
  return count;
}

test('no token, no claim and no key of an entry can be read in anything the browser keeps', async ({ app, tenant }) => {
  const secrets = [];
  app.page.on('response', async (response) => {
    if (!response.url().endsWith('/oauth/token') || response.request().method() !== 'POST') return;
    const { access_token: access, id_token: id, refresh_token: refresh } = await response.json();
    secrets.push(access, id, refresh);
  });
  await signInStale(app, tenant, { options: OPTIONS });
  expect(await app.run(token)).toMatchObject(NEXT);
  await expect.poll(() => secrets.length).toBe(6);
  const raw = await app.run(rawEverything);
  // The dump does see what is kept.
  expect(raw).toContain('CryptoKey extractable=false');
  expect(raw).not.toContain('extractable=true');
  // A short part, as the `v1` of a refresh token, may stand in the ciphertext by chance.
  const parts = secrets.flatMap((secret) => secret.split('.')).filter((part) => part.length > 16);
  expect(parts.length).toBeGreaterThanOrEqual(14);
  for (const part of parts) expect(raw).not.toContain(part);
  for (const word of ['auth0|ada', 'ada@example.com', 'calendar.example.com', 'refresh_token', '@@auth0spajs@@']) {
    expect(raw).not.toContain(word);
  }
});

test('after a reload the person, the token and the refresh token are there, with no request', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: OPTIONS });
  const before = await app.run(token);
  await app.open();
  await app.make(OPTIONS);
  tenant.log.clear();
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
  expect(await app.run(token)).toEqual(before);
  expect(tenant.log.entries(0)).toEqual([]);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(grants(tenant)).toEqual(['refresh_token']);
});

for (const [what, store] of [
  ['The key', 'key'],
  ['All', undefined],
]) {
  test(`${what} lost: nobody is signed in, nothing throws, and the next login is kept again`, async ({
    app,
    tenant,
  }) => {
    const warnings = warningsOf(app.page);
    await app.signIn({ options: OPTIONS });
    expect(await app.run(empty, store)).toBeGreaterThan(0);
    await app.open();
    await app.make(OPTIONS);
    tenant.log.clear();
    expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
    expect(await app.run(token)).toMatchObject({ error: 'missing_refresh_token' });
    expect(tenant.log.entries(0)).toEqual([]);
    await app.signIn({ as: false, options: OPTIONS });
    await app.open();
    await app.make(OPTIONS);
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(warnings).toEqual([]);
  });
}

for (const [name, block] of [
  [
    'refused',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    },
  ],
  [
    'absent',
    () => {
      for (const place of [window, Window.prototype]) {
        Object.defineProperty(place, 'indexedDB', { configurable: true, get: () => undefined });
      }
    },
  ],
]) {
  test(`where IndexedDB is ${name} memory takes its place, with one warning`, async ({ app, tenant }) => {
    await app.page.addInitScript(block);
    const warnings = warningsOf(app.page);
    await signInStale(app, tenant, { options: OPTIONS });
    expect(await app.run(token)).toMatchObject(NEXT);
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
    expect(warnings.filter((text) => text.includes('storage_unavailable'))).toHaveLength(1);
    await app.open();
    await app.make(CLIENT);
    expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  });
}

test('a database that is deleted while the page is open: nobody is signed in, and the next login makes it anew', async ({
  app,
  tenant,
}) => {
  await signInStale(app, tenant, { options: OPTIONS });
  const deleted = await app.run(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    const gone = (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve(name);
        request.onerror = () => reject(request.error);
      });
    return Promise.all(names.map(gone));
  });
  expect(deleted).toContain('auth0-spa-wasm');
  expect(await app.run(token)).toMatchObject({ error: 'missing_refresh_token' });
  expect(tenant.log.entries(0)).toEqual([]);
  await app.signIn({ as: false, options: OPTIONS });
  expect(await app.run(token)).toMatchObject(NEXT);
  await app.open();
  await app.make(OPTIONS);
  tenant.log.clear();
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
  expect(tenant.log.entries(0)).toEqual([]);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(grants(tenant)).toEqual(['refresh_token']);
});

test('tabs share it: login, refreshed token and logout of one are those of the other', async ({ app }) => {
  await app.open();
  const other = await app.tab();
  await other.open();
  await other.make(OPTIONS);
  expect(await other.run(() => window.client.isAuthenticated())).toBe(false);
  await app.signIn({ options: OPTIONS });
  // The browser tells other tabs of a change a moment later.
  await expect.poll(() => other.run(() => window.client.isAuthenticated())).toBe(true);
  const fresh = await app.run(token, { cacheMode: 'off' });
  await expect.poll(() => other.run(token)).toEqual(fresh);
  await other.run(() => window.client.logout({ openUrl: false }));
  await expect.poll(() => app.run(() => window.client.isAuthenticated())).toBe(false);
  expect(await app.run(token)).toMatchObject({ error: 'missing_refresh_token' });
  other.refuseComplaints();
});

test('a logout leaves nothing that could be decrypted', async ({ app }) => {
  await app.signIn({ options: OPTIONS });
  await app.run(() => window.client.logout({ openUrl: false }));
  const raw = await app.run(rawEverything);
  const rows = await app.run(async () => {
    const stores = JSON.parse(await window.everythingStored()).databases;
    return stores.map(([name, contents]) => [name, contents.flat().length]);
  });
  expect(raw).not.toContain('auth0|ada');
  for (const [name, count] of rows) expect(count, name).toBeLessThanOrEqual(1);
});
