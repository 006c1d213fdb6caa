// new Auth0Client: what is refused at once, what is warned of, and what is taken as it is.
import { compare } from './support/compare.mjs';

const CASES = {
  'an empty object': {},
  'no client id': { domain: 'example.com' },
  'a cache location nobody knows': { domain: 'example.com', clientId: 'c', cacheLocation: 'cookie' },
  'an empty cache location': { domain: 'example.com', clientId: 'c', cacheLocation: '' },
  'online without refresh tokens': { domain: 'example.com', clientId: 'c', refreshTokenMode: 'online' },
  'online without DPoP': { domain: 'example.com', clientId: 'c', refreshTokenMode: 'online', useRefreshTokens: true },
  'online with neither, as numbers': {
    domain: 'example.com',
    clientId: 'c',
    refreshTokenMode: 'online',
    useRefreshTokens: 1,
    useDpop: 1,
  },
  'online with both': {
    domain: 'example.com',
    clientId: 'c',
    refreshTokenMode: 'online',
    useRefreshTokens: true,
    useDpop: true,
  },
  'a mode nobody knows': { domain: 'example.com', clientId: 'c', refreshTokenMode: 'other' },
  'options nobody knows': { domain: 'example.com', clientId: 'c', unknown: true, authorizationParams: null },
};

compare('constructor', async (session) => {
  await session.app.open();
  await session.step('no options', () => void new window.sdk.Auth0Client());
  await session.step('null', () => void new window.sdk.Auth0Client(null));
  for (const [name, options] of Object.entries(CASES)) {
    await session.step(name, (given) => new window.sdk.Auth0Client(given).getConfiguration(), options);
  }
  await session.step('a cache and a location', () => {
    const cache = new window.sdk.InMemoryCache().enclosedCache;
    return void new window.sdk.Auth0Client({ domain: 'example.com', clientId: 'c', cache, cacheLocation: 'memory' });
  });
  await session.step('sends nothing and stores nothing', () => {
    for (const cacheLocation of ['memory', 'localstorage']) {
      void new window.sdk.Auth0Client({ domain: 'example.com', clientId: 'c', cacheLocation, useDpop: true });
    }
  });
  await session.step('leaves what it was given alone', () => {
    const given = { domain: 'example.com', clientId: 'c', authorizationParams: { scope: 'openid' } };
    void new window.sdk.Auth0Client(given);
    return given;
  });
  await session.step('takes frozen options', () => {
    const authorizationParams = Object.freeze({ audience: 'a' });
    return new window.sdk.Auth0Client(
      Object.freeze({ domain: 'example.com', clientId: 'c', authorizationParams }),
    ).getConfiguration();
  });
});

compare('constructor without WebCrypto', async (session) => {
  await session.app.open();
  for (const [name, value] of [
    ['no crypto', undefined],
    ['no subtle', {}],
  ]) {
    await session.step(
      name,
      (given) => {
        const own = Object.getOwnPropertyDescriptor(window, 'crypto');
        Object.defineProperty(window, 'crypto', { configurable: true, value: given ?? undefined });
        try {
          void new window.sdk.Auth0Client({ domain: 'example.com', clientId: 'c' });
        } finally {
          Object.defineProperty(window, 'crypto', own);
        }
      },
      value ?? null,
    );
  }
});

compare('createAuth0Client', async (session) => {
  await session.app.open();
  await session.step('no options', () => window.sdk.createAuth0Client());
  await session.step('wrong options', () =>
    window.sdk.createAuth0Client({ domain: 'example.com', clientId: 'c', cacheLocation: 'x' }),
  );
  await session.step('nobody was signed in', async () => {
    const client = await window.sdk.createAuth0Client(window.options());
    return {
      signedIn: await client.isAuthenticated(),
      user: await client.getUser(),
      is: client instanceof window.sdk.Auth0Client,
    };
  });
});
