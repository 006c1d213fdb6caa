// getTokenSilently and the identity, without refresh tokens: cache modes, the hidden frame, and its failures.
import { CALENDAR, compare, ORDERS } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = { ...TELEMETRY, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };

compare('getTokenSilently by the frame', async (session) => {
  const { app } = session;
  await app.open();
  await session.signIn({ options: OPTIONS });
  const calls = {
    'from the cache': undefined,
    'from the cache, with details': { detailedResponse: true },
    'from the cache only': { cacheMode: 'cache-only' },
    'for fewer scopes': { authorizationParams: { scope: 'profile' } },
    'from the cache only, for another API': { cacheMode: 'cache-only', authorizationParams: { audience: ORDERS } },
    'not from the cache': { cacheMode: 'off' },
    'not from the cache, with details': { cacheMode: 'off', detailedResponse: true },
    'for another API': { authorizationParams: { audience: ORDERS, scope: 'read:orders' }, detailedResponse: true },
    'for another API, from the cache': { authorizationParams: { audience: ORDERS, scope: 'read:orders' } },
    'for more scopes': { authorizationParams: { scope: 'write:calendar' }, detailedResponse: true },
    'parameters of its own': {
      cacheMode: 'off',
      timeoutInSeconds: 15,
      authorizationParams: {
        custom: 'a+b c',
        login_hint: 'ada',
        organization: 'org_acme',
        timeout: 20_000,
        max_age: 600,
      },
    },
    'after one with an organization': { cacheMode: 'off' },
    'prompt of the caller': { cacheMode: 'off', authorizationParams: { prompt: 'login' } },
    'a mode nobody knows': { cacheMode: 'other' },
    'a redirect_uri that is not allowed': {
      cacheMode: 'off',
      authorizationParams: { redirect_uri: 'http://localhost:1/x' },
      timeoutInSeconds: 3,
    },
    'a scope nobody has': { authorizationParams: { scope: 'of:nobody' }, detailedResponse: true },
  };
  for (const [name, given] of Object.entries(calls)) {
    await session.step(name, (options) => window.client.getTokenSilently(options ?? undefined), given ?? null);
  }
  await session.step('four at once', () =>
    Promise.all(
      [1, 2, 3, 4].map(() => window.client.getTokenSilently({ authorizationParams: { scope: 'four' } })),
    ).then((tokens) => new Set(tokens).size),
  );
  await session.step('an audience that is undefined', () =>
    window.client.getTokenSilently({ authorizationParams: { audience: undefined }, detailedResponse: true }),
  );
});

compare('getTokenSilently by the frame: refusals', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await session.step(
    'nobody is signed in at the tenant',
    (options) => window.make(options).getTokenSilently(),
    OPTIONS,
  );
  await session.signIn({ options: OPTIONS });
  const silently = (given) => window.client.getTokenSilently({ cacheMode: 'off', ...given });
  for (const fault of [
    { token_body: 'html' },
    { token_body: 'html_ok' },
    { token_body: 'empty' },
    { token_body: 'truncated' },
    { rate_limit: 'token' },
    { token_redirect: '307' },
    { cors: 'blocked' },
    { expires_in: 'omit' },
    { expires_in: 30 },
  ]) {
    await tenant.switches.set(fault);
    await session.step(JSON.stringify(fault), silently, { detailedResponse: true });
    await session.normal();
  }
  await tenant.switches.set({ authorize_hang: 'silent' });
  await session.step('the frame hears nothing', silently, { timeoutInSeconds: 1 });
  await session.normal();
  await tenant.switches.set({ token_delay: 3000 });
  await session.step(
    'the token endpoint is slow',
    (options) => window.make({ ...options, httpTimeoutInSeconds: 1 }).getTokenSilently(),
    OPTIONS,
  );
  await session.normal();
  await app.page.context().clearCookies({ domain: 'localhost', name: /^(?!auth0\.)/ });
  await session.step('the session of the tenant is over', silently);
  await session.step('who is signed in then', () => window.client.getUser());
});

compare('the identity', async (session) => {
  const { app } = session;
  await app.open();
  await session.step(
    'before anybody signed in',
    async (options) => {
      const client = window.make(options);
      return [await client.getUser(), await client.getIdTokenClaims(), await client.isAuthenticated()];
    },
    OPTIONS,
  );
  await session.signIn({ options: OPTIONS });
  await session.step('getUser', () => window.client.getUser());
  await session.step('getIdTokenClaims', () => window.client.getIdTokenClaims());
  await session.step('isAuthenticated', () => window.client.isAuthenticated());
  await session.step('the same object each time', async () => [
    (await window.client.getUser()) === (await window.client.getUser()),
    (await window.client.getIdTokenClaims()) === (await window.client.getIdTokenClaims()),
  ]);
  await session.step('another object after a renewal', async () => {
    const before = await window.client.getUser();
    await window.client.getTokenSilently({ cacheMode: 'off' });
    return before === (await window.client.getUser());
  });
  await session.step('changed by the caller', async () => {
    const user = await window.client.getUser();
    user.name = 'Mallory';
    return (await window.client.getUser()).name;
  });
  await session.step('whoever replaces getUser decides isAuthenticated', async () => {
    window.client.getUser = async () => undefined;
    return window.client.isAuthenticated();
  });
});

compare('sessions that are restored', async (session) => {
  const { app } = session;
  await app.open();
  await session.step('nobody was signed in', (options) => window.make(options).checkSession(), OPTIONS);
  await session.signIn({ options: OPTIONS });
  await app.open();
  await session.step('by checkSession', (options) => window.make(options).checkSession(), OPTIONS);
  await session.step('who it is', () => window.client.getUser());
  await app.open();
  await session.step(
    'by createAuth0Client',
    async (options) => {
      window.client = await window.sdk.createAuth0Client(window.options(options));
      return window.client.getUser();
    },
    OPTIONS,
  );
  await app.open();
  await session.step(
    'checkSession takes options',
    (options) => window.make(options).checkSession({ authorizationParams: { audience: undefined, scope: 'more' } }),
    OPTIONS,
  );
  await session.step(
    'checkSession asks by the public method',
    async (options) => {
      const client = window.make(options);
      const asked = [];
      client.getTokenSilently = async (...given) => void asked.push(given);
      const result = await client.checkSession({ cacheMode: 'off' });
      return { result, asked };
    },
    OPTIONS,
  );
  await session.step(
    'by the cookie that older versions wrote',
    async (options) => {
      for (const name of ['auth0.demo-spa.is.authenticated', '_legacy_auth0.demo-spa.is.authenticated']) {
        document.cookie = `${name}=; Max-Age=0; path=/`;
      }
      document.cookie = 'auth0.is.authenticated=true; path=/';
      const client = window.make(options);
      await client.checkSession();
      return client.isAuthenticated();
    },
    OPTIONS,
  );
  await session.step(
    'by a cookie that is damaged',
    async (options) => {
      document.cookie = 'auth0.demo-spa.is.authenticated=%7B; path=/';
      const client = window.make(options);
      await client.checkSession();
      return client.isAuthenticated();
    },
    OPTIONS,
  );
});
