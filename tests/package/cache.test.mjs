// The cache classes that applications use and extend.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFresh } from './support/package.mjs';

const { CacheKey, InMemoryCache, LocalStorageCache } = await importFresh('dist/index.js', 'cache');

test('a key joins its parts and leaves out what is not set', () => {
  const cases = [
    [[{ clientId: 'c', audience: 'a', scope: 's' }], '@@auth0spajs@@::c::a::s'],
    [[{ clientId: 'c' }], '@@auth0spajs@@::c'],
    [[{ clientId: 'c', audience: '', scope: 's' }], '@@auth0spajs@@::c::s'],
    [[{ clientId: 'c' }, undefined, '@@user@@'], '@@auth0spajs@@::c::@@user@@'],
    [[{ clientId: 'c', audience: 'a', scope: 'x y' }, 'p', 'z'], 'p::c::a::x y::z'],
  ];
  for (const [args, text] of cases) assert.equal(new CacheKey(...args).toKey(), text);
});

test('a key shows its parts', () => {
  assert.deepEqual(
    { ...new CacheKey({ clientId: 'c', scope: 's' }, undefined, 'x') },
    {
      prefix: '@@auth0spajs@@',
      suffix: 'x',
      clientId: 'c',
      scope: 's',
      audience: undefined,
    },
  );
});

test('fromKey reads a key and drops a suffix', () => {
  const key = CacheKey.fromKey('@@auth0spajs@@::c::a::s::more');
  assert.ok(key instanceof CacheKey);
  assert.deepEqual(
    [key.prefix, key.clientId, key.audience, key.scope, key.suffix],
    ['@@auth0spajs@@', 'c', 'a', 's', undefined],
  );
});

test('fromCacheEntry takes client, audience and scope', () => {
  const key = CacheKey.fromCacheEntry({ client_id: 'c', audience: 'a', scope: 's', access_token: 't' });
  assert.equal(key.toKey(), '@@auth0spajs@@::c::a::s');
});

test('the store in memory has one property, the store itself', () => {
  const cache = new InMemoryCache();
  assert.deepEqual(Object.keys(cache), ['enclosedCache']);
  const { enclosedCache } = cache;
  enclosedCache.set('k', { body: {} });
  assert.deepEqual(enclosedCache.get('k'), { body: {} });
  assert.deepEqual(enclosedCache.allKeys(), ['k']);
  enclosedCache.remove('k');
  assert.equal(enclosedCache.get('k'), undefined);
  assert.deepEqual(enclosedCache.allKeys(), []);
});

test('the store in memory knows only what was put there, and is not shared', () => {
  const one = new InMemoryCache().enclosedCache;
  for (const key of ['toString', 'constructor', '__proto__']) assert.equal(one.get(key), undefined);
  one.set('__proto__', 1);
  assert.deepEqual([one.get('__proto__'), one.allKeys()], [1, ['__proto__']]);
  assert.deepEqual(new InMemoryCache().enclosedCache.allKeys(), []);
});

test('the store in localStorage keeps JSON, lists its own keys and survives foreign text', () => {
  // A storage shows its entries as own properties, and its methods as inherited ones.
  const storage = Object.create({
    getItem: (key) => (Object.hasOwn(storage, key) ? storage[key] : null),
    setItem: (key, value) => void (storage[key] = String(value)),
    removeItem: (key) => delete storage[key],
  });
  globalThis.window = { localStorage: storage };
  globalThis.localStorage = storage;
  try {
    const cache = new LocalStorageCache();
    cache.set('@@auth0spajs@@::c', { keys: ['a'] });
    storage.setItem('foreign', 'text');
    storage.setItem('@@auth0spajs@@::broken', '{');
    assert.equal(storage.getItem('@@auth0spajs@@::c'), '{"keys":["a"]}');
    assert.deepEqual(cache.get('@@auth0spajs@@::c'), { keys: ['a'] });
    assert.equal(cache.get('@@auth0spajs@@::broken'), undefined);
    assert.equal(cache.get('absent'), undefined);
    assert.deepEqual(cache.allKeys(), ['@@auth0spajs@@::c', '@@auth0spajs@@::broken']);
    cache.remove('@@auth0spajs@@::c');
    assert.equal(storage.getItem('@@auth0spajs@@::c'), null);
  } finally {
    delete globalThis.window;
    delete globalThis.localStorage;
  }
});
