// A cache of the application's own: `options.cache`.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const USER = '@@auth0spajs@@::demo-spa::@@user@@';
const TOKEN = '@@auth0spajs@@::demo-spa::default::openid profile email';
const MANIFEST = '@@auth0spajs@@::demo-spa';

/** Puts `window.makeCache(kind)` on every page: a cache over sessionStorage, and what was called on it. */
async function withCaches(app) {
  await app.page.addInitScript(() => {
    window.makeCache = (kind, calls = []) => {
      const later = (value) =>
        kind === 'sync' ? value : new Promise((resolve) => setTimeout(() => resolve(value), 1));
      const cache = {
        get(key) {
          calls.push('get');
          return later(JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined);
        },
        set(key, value) {
          calls.push('set');
          return later(sessionStorage.setItem(key, JSON.stringify(value)));
        },
        remove(key) {
          calls.push('remove');
          return later(sessionStorage.removeItem(key));
        },
        allKeys: () => later(Object.keys(sessionStorage).filter((key) => key.startsWith('@@auth0spajs@@'))),
        calls,
      };
      if (kind === 'no allKeys') delete cache.allKeys;
      return cache;
    };
  });
}

const finish = (kind) => {
  window.cache = window.makeCache(kind);
  return window.make({ cache: window.cache }).handleRedirectCallback();
};
const kept = () => Object.keys(sessionStorage).sort();

for (const kind of ['sync', 'async', 'no allKeys']) {
  test(`S3-P9 a cache that is ${kind}: get, set, remove${kind === 'no allKeys' ? ', and a manifest' : ''}`, async ({
    app,
    tenant,
  }) => {
    await withCaches(app);
    await app.open();
    await app.bringAnswer();
    await app.run(finish, kind);
    const expected = kind === 'no allKeys' ? [MANIFEST, USER, TOKEN] : [USER, TOKEN];
    expect(await app.run(kept)).toEqual(expected.sort());
    tenant.log.clear();
    const wider = await app.run(async () => [
      typeof (await window.client.getTokenSilently()),
      typeof (await window.client.getTokenSilently({ authorizationParams: { scope: 'email' } })),
      (await window.client.getUser()).sub,
    ]);
    expect(wider).toEqual(['string', 'string', 'auth0|ada']);
    expect(tenant.log.entries(0)).toEqual([]);
    await app.run(() => window.client.logout({ openUrl: false }));
    expect(await app.run(kept)).toEqual([]);
    expect(await app.run(() => new Set(window.cache.calls).size)).toBe(3);
  });
}

test('S3-P9 the manifest lists every key, and a token with more scopes is found through it', async ({
  app,
  tenant,
}) => {
  await withCaches(app);
  await app.open();
  await app.bringAnswer();
  await app.run(finish, 'no allKeys');
  const ask = ([audience, scope]) =>
    window.client.getTokenSilently({ authorizationParams: { audience, scope }, cacheMode: 'on' });
  const wide = await app.run(ask, [CALENDAR, 'read:calendar write:calendar']);
  tenant.log.clear();
  expect(await app.run(ask, [CALENDAR, 'write:calendar'])).toBe(wide);
  expect(tenant.log.entries(0)).toEqual([]);
  const manifest = await app.run((key) => JSON.parse(sessionStorage.getItem(key)), MANIFEST);
  const wideKey = `@@auth0spajs@@::demo-spa::${CALENDAR}::openid profile email read:calendar write:calendar`;
  expect(Object.keys(manifest)).toEqual(['keys']);
  expect([...manifest.keys].sort()).toEqual([USER, TOKEN, wideKey].sort());
});

test('S3-E10 a sessionStorage cache: keys with the known prefix, and a reload keeps the login', async ({
  app,
  tenant,
}) => {
  await withCaches(app);
  await app.open();
  await app.bringAnswer();
  await app.run(finish, 'sync');
  expect((await app.run(kept)).every((key) => key.startsWith('@@auth0spajs@@'))).toBe(true);
  await app.open();
  tenant.log.clear();
  const user = await app.run(() => window.make({ cache: window.makeCache('sync') }).getUser());
  expect(user).toMatchObject({ sub: 'auth0|ada' });
  expect(tenant.log.entries(0)).toEqual([]);
});

test('S3-P10 cache wins over cacheLocation, and a warning says so', async ({ app }) => {
  const warnings = [];
  app.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await withCaches(app);
  await app.open();
  await app.bringAnswer();
  await app.run(() =>
    window.make({ cache: window.makeCache('sync'), cacheLocation: 'localstorage' }).handleRedirectCallback(),
  );
  expect(warnings).toEqual([
    'Both `cache` and `cacheLocation` options have been specified in the Auth0Client configuration; ignoring `cacheLocation` and using `cache`.',
  ]);
  expect(await app.run(kept)).toEqual([USER, TOKEN].sort());
  expect(await app.run(() => Object.keys(localStorage))).toEqual([]);
});

test('S3-P11 InMemoryCache and LocalStorageCache can be imported, wrapped and used', async ({ app }) => {
  await app.open();
  await app.bringAnswer();
  const seen = await app.run(async () => {
    const { InMemoryCache, LocalStorageCache, CacheKey } = window.sdk;
    const calls = [];
    const wrap = (inner) => ({
      get: (key) => inner.get(key),
      set(key, value) {
        calls.push(CacheKey.fromKey(key).clientId);
        return inner.set(key, value);
      },
      remove: (key) => inner.remove(key),
      allKeys: () => inner.allKeys(),
    });
    const local = new LocalStorageCache();
    await window.make({ cache: wrap(local) }).handleRedirectCallback();
    const stored = local.allKeys().sort();
    const memory = new InMemoryCache().enclosedCache;
    for (const key of stored) memory.set(key, local.get(key));
    localStorage.clear();
    const user = await window.make({ cache: wrap(memory) }).getUser();
    return { calls: [...new Set(calls)], stored, user: user.sub, kept: memory.allKeys().sort() };
  });
  expect(seen).toEqual({
    calls: ['demo-spa'],
    stored: [USER, TOKEN].sort(),
    user: 'auth0|ada',
    kept: [USER, TOKEN].sort(),
  });
});

test('a cache that forgets at once makes the client ask the tenant, and harms nothing', async ({ app, tenant }) => {
  await app.open();
  await app.bringAnswer();
  const seen = await app.run(async () => {
    const cache = { get: () => undefined, set: () => {}, remove: () => {}, allKeys: () => [] };
    await window.make({ cache }).handleRedirectCallback();
    return [typeof (await window.client.getTokenSilently()), await window.client.isAuthenticated()];
  });
  expect(seen).toEqual(['string', false]);
  expect(seenBy(tenant, '/oauth/token')).toHaveLength(2);
});

test('what a cache throws comes out as it is, the very same object', async ({ app }) => {
  await app.open();
  const same = await app.run(async () => {
    const mine = { my: 'cache' };
    const throwing = () => {
      throw mine;
    };
    const rejecting = () => Promise.reject(mine);
    const outcomes = [];
    for (const get of [throwing, rejecting]) {
      const client = window.make({ cache: { get, set: get, remove: get, allKeys: get } });
      for (const call of ['getUser', 'isAuthenticated', 'getTokenSilently', 'getIdTokenClaims']) {
        outcomes.push(await client[call]().catch((error) => error === mine));
      }
    }
    return outcomes;
  });
  expect(same).toEqual(Array(8).fill(true));
});
