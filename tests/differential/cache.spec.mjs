// The cache classes, custom caches, and what is asked of them in which order.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

compare('cache classes', async (session) => {
  await session.app.open();
  await session.step('CacheKey', () => {
    const { CacheKey } = window.sdk;
    const whole = new CacheKey({ clientId: 'c', audience: 'a', scope: 's t' });
    return {
      whole,
      text: whole.toKey(),
      bare: new CacheKey({ clientId: 'c' }).toKey(),
      own: new CacheKey({ clientId: 'c', scope: 's' }, 'prefix', 'suffix').toKey(),
      read: CacheKey.fromKey('prefix::c::a::s t'),
      suffixed: CacheKey.fromKey('@@auth0spajs@@::c::@@user@@'),
      entry: CacheKey.fromCacheEntry({ scope: 's', audience: 'a', client_id: 'c' }),
    };
  });
  await session.step('InMemoryCache', () => {
    const made = new window.sdk.InMemoryCache();
    const { enclosedCache: cache } = made;
    const before = cache.get('a');
    const set = cache.set('a', { b: 1 });
    const read = [cache.get('a'), cache.allKeys()];
    return {
      made: Object.keys(made),
      cache: Object.keys(cache),
      before,
      set,
      read,
      remove: cache.remove('a'),
      after: cache.get('a'),
    };
  });
  await session.step('LocalStorageCache', () => {
    const cache = new window.sdk.LocalStorageCache();
    localStorage.setItem('of somebody else', '1');
    const before = cache.get('a');
    const set = cache.set('@@auth0spajs@@::a', { b: 1 });
    localStorage.setItem('@@auth0spajs@@::damaged', '{');
    const read = [cache.get('@@auth0spajs@@::a'), cache.allKeys().sort(), cache.get('@@auth0spajs@@::damaged')];
    return { own: Object.keys(cache), before, set, read, remove: cache.remove('@@auth0spajs@@::a') };
  });
});

/** Makes `window.noted(kind)`: a cache that notes each call. */
function installCaches() {
  window.noted = (kind) => {
    const kept = (window.kept ??= new Map());
    window.calls = [];
    const later = (value) => (kind.includes('later') ? Promise.resolve(value) : value);
    const note = (...call) => void window.calls.push(call.join(' '));
    const cache = {
      get: (key) => (note('get', key), later(kept.get(key))),
      set: (key, value) => (note('set', key), later(void kept.set(key, value))),
      remove: (key) => (note('remove', key), later(void kept.delete(key))),
    };
    if (!kind.includes('no keys')) cache.allKeys = () => (note('allKeys'), later([...kept.keys()]));
    return cache;
  };
}

for (const kind of ['at once', 'later', 'later, no keys']) {
  compare(`a cache of the application, ${kind}`, async (session) => {
    const { app } = session;
    const options = {
      ...TELEMETRY,
      authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' },
    };
    await app.page.addInitScript(installCaches);
    await app.open();
    await app.bringAnswer({ options });
    await session.note('came back', {});
    await session.step(
      'finishes',
      ([changes, how]) => window.make({ ...changes, cache: window.noted(how) }).handleRedirectCallback(),
      [options, kind],
    );
    await session.step('what it holds', () => Object.fromEntries(window.kept));
    await session.step('a token', () => window.client.getTokenSilently({ detailedResponse: true }));
    await session.step('a token for fewer scopes', () =>
      window.client.getTokenSilently({ authorizationParams: { scope: 'profile' }, detailedResponse: true }),
    );
    await session.step('who it is', () => window.client.getUser());
    await session.step('another token', () => window.client.getTokenSilently({ cacheMode: 'off' }));
    await session.step('what it holds then', () => Object.fromEntries(window.kept));
    await session.step('ends', () => window.client.logout({ openUrl: false }));
    await session.step('what it holds at the end', () => Object.fromEntries(window.kept));
  });
}

compare('a cache of the application that fails', async (session) => {
  await session.app.open();
  for (const name of ['get', 'set', 'remove', 'allKeys']) {
    for (const rejects of [false, true]) {
      await session.step(
        `${name} ${rejects ? 'rejects' : 'throws'}`,
        async ([changes, method, later]) => {
          const cache = {
            get: () => undefined,
            set: () => {},
            remove: () => {},
            allKeys: () => ['@@auth0spajs@@::demo-spa::x'],
          };
          cache[method] = () => {
            if (later) return Promise.reject(new RangeError('from the cache'));
            throw new RangeError('from the cache');
          };
          const client = window.make({ ...changes, cache });
          const calls = [() => client.getUser(), () => client.getTokenSilently({ cacheMode: 'cache-only' })];
          const outcomes = await Promise.allSettled(calls.map((call) => call()));
          outcomes.push(...(await Promise.allSettled([client.logout({ openUrl: false })])));
          return outcomes;
        },
        [TELEMETRY, name, rejects],
      );
    }
  }
});

compare('entries in localStorage that others wrote', async (session) => {
  const { app } = session;
  const options = { ...TELEMETRY, cacheLocation: 'localstorage' };
  await app.open();
  await app.signIn({ options });
  await session.note('signed in', {});
  await session.step('an entry that has run out', () => {
    for (const key of Object.keys(localStorage).filter((name) => name.includes('default'))) {
      const entry = JSON.parse(localStorage.getItem(key));
      localStorage.setItem(key, JSON.stringify({ ...entry, expiresAt: 1 }));
    }
    return window.client.getTokenSilently({ cacheMode: 'cache-only' });
  });
  await session.step('an entry that has run out, with a refresh token', () => {
    const entry = {
      body: { access_token: 'a', refresh_token: 'r', audience: 'default', scope: 's', client_id: 'demo-spa' },
      expiresAt: 1,
    };
    localStorage.setItem('@@auth0spajs@@::demo-spa::default::openid profile email', JSON.stringify(entry));
    return window.client.getTokenSilently({ cacheMode: 'cache-only' });
  });
  await session.step('an entry of more scopes', () => {
    const body = {
      access_token: 'kept',
      token_type: 'Bearer',
      expires_in: 600,
      audience: 'a',
      scope: 'openid profile email b c',
      client_id: 'demo-spa',
    };
    const entry = { body, expiresAt: Math.floor(Date.now() / 1000) + 600 };
    localStorage.setItem('@@auth0spajs@@::demo-spa::a::openid profile email b c', JSON.stringify(entry));
    return window.client.getTokenSilently({
      cacheMode: 'cache-only',
      detailedResponse: true,
      authorizationParams: { audience: 'a', scope: 'c' },
    });
  });
  await session.step('an entry with a minute left', () => {
    const body = {
      access_token: 'kept',
      token_type: 'Bearer',
      expires_in: 600,
      audience: 'b',
      scope: 'openid profile email',
      client_id: 'demo-spa',
    };
    localStorage.setItem(
      '@@auth0spajs@@::demo-spa::b::openid profile email',
      JSON.stringify({ body, expiresAt: Math.floor(Date.now() / 1000) + 50 }),
    );
    return window.client.getTokenSilently({ cacheMode: 'cache-only', authorizationParams: { audience: 'b' } });
  });
  await session.step('an entry without its end', () => {
    const body = {
      access_token: 'kept',
      token_type: 'Bearer',
      audience: 'd',
      scope: 'openid profile email',
      client_id: 'demo-spa',
    };
    localStorage.setItem('@@auth0spajs@@::demo-spa::d::openid profile email', JSON.stringify({ body }));
    return window.client.getTokenSilently({ cacheMode: 'cache-only', authorizationParams: { audience: 'd' } });
  });
  await session.step(
    'an identity that is damaged',
    async (changes) => {
      localStorage.setItem('@@auth0spajs@@::demo-spa::@@user@@', '{"id_token":');
      return window.make(changes).getUser();
    },
    options,
  );
  await session.step(
    'an identity in the layout of version 1',
    async (changes) => {
      localStorage.removeItem('@@auth0spajs@@::demo-spa::@@user@@');
      const decodedToken = { claims: { __raw: 'raw', sub: 'old' }, user: { sub: 'old' } };
      const body = {
        id_token: 'raw',
        decodedToken,
        access_token: 'old',
        audience: 'default',
        scope: 'openid profile email',
        client_id: 'demo-spa',
        expires_in: 600,
      };
      localStorage.setItem(
        '@@auth0spajs@@::demo-spa::default::openid profile email',
        JSON.stringify({ body, expiresAt: Math.floor(Date.now() / 1000) + 600 }),
      );
      const client = window.make(changes);
      return {
        user: await client.getUser(),
        claims: await client.getIdTokenClaims(),
        token: await client.getTokenSilently({ cacheMode: 'cache-only' }),
      };
    },
    options,
  );
});
