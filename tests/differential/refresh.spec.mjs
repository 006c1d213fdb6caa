// Refresh tokens: what is sent, kept and said, with and without useMrrt, and revocation.
import { CALENDAR, compare, ORDERS } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = {
  ...TELEMETRY,
  useRefreshTokens: true,
  authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' },
};
const silently = (given) => window.client.getTokenSilently(given ?? undefined);
const forOrders = { authorizationParams: { audience: ORDERS, scope: 'read:orders' } };

for (const cacheLocation of ['memory', 'localstorage']) {
  compare(`refresh tokens, ${cacheLocation}`, async (session) => {
    const { app } = session;
    const options = { ...OPTIONS, cacheLocation };
    await app.open();
    await session.signIn({ options });
    await session.step('from the cache', silently, { detailedResponse: true });
    await session.succeed('renewed', silently, { cacheMode: 'off', detailedResponse: true });
    await session.step('renewed, with parameters', silently, {
      cacheMode: 'off',
      authorizationParams: {
        custom: 'a+b c',
        timeout: 20_000,
        organization: 'org_acme',
        redirect_uri: 'http://localhost/x',
      },
    });
    await session.step(
      'as JSON',
      (changes) => {
        window.other = new window.sdk.Auth0Client(window.options({ ...changes, useFormData: false }));
        return window.other.getTokenSilently({ cacheMode: 'off', authorizationParams: { list: ['a'] } });
      },
      options,
    );
    await session.step('for another API', silently, forOrders);
    await session.step('for more scopes', silently, { authorizationParams: { scope: 'write:calendar' } });
    await session.step(
      'revoked for an API without one',
      (audience) => window.client.revokeRefreshToken({ audience }),
      ORDERS,
    );
    await session.step('revoked', () => window.client.revokeRefreshToken());
    await session.step('the token of before', silently, {});
    await session.step('renewed after that', silently, { cacheMode: 'off' });
    await session.step('ends', () => window.client.logout({ openUrl: false }));
  });

  compare(`one refresh token for several APIs, ${cacheLocation}`, async (session) => {
    const { app } = session;
    const scope = { [CALENDAR]: 'openid profile read:calendar', [ORDERS]: 'openid read:orders' };
    const options = { ...OPTIONS, cacheLocation, useMrrt: true, authorizationParams: { audience: CALENDAR, scope } };
    await app.open();
    await session.signIn({ options, login: { authorizationParams: { audience: CALENDAR } } });
    await session.step('for another API', silently, {
      authorizationParams: { audience: ORDERS },
      detailedResponse: true,
    });
    await session.step('from the cache', silently, { authorizationParams: { audience: ORDERS } });
    await session.step('renewed', silently, { cacheMode: 'off' });
    await session.step('for more scopes', silently, {
      authorizationParams: { scope: 'write:calendar' },
      detailedResponse: true,
    });
    await session.step('for a scope nobody has', silently, {
      authorizationParams: { audience: ORDERS, scope: 'of:nobody' },
    });
    await session.step('for an API that is not listed', silently, {
      authorizationParams: { audience: 'https://unlisted.example.com/', scope: 'read:thing' },
    });
    await session.step('revoked', () => window.client.revokeRefreshToken());
    await session.step('renewed after that', silently, { cacheMode: 'off' });
  });
}

compare('refresh tokens: refusals', async (session) => {
  const { app, tenant } = session;
  const options = { ...OPTIONS, cacheLocation: 'localstorage' };
  await app.open();
  await session.step('nobody is signed in', (changes) => window.make(changes).getTokenSilently(), options);
  await session.step(
    'nobody is signed in, no audience',
    (changes) => window.make({ ...changes, authorizationParams: {} }).getTokenSilently(),
    options,
  );
  await session.step(
    'nobody is signed in, in a worker',
    (changes) => window.make({ ...changes, cacheLocation: 'memory' }).getTokenSilently(),
    options,
  );
  await session.step(
    'nobody is signed in, by the frame',
    (changes) => window.make({ ...changes, useRefreshTokensFallback: true }).getTokenSilently(),
    options,
  );
  await session.signIn({ options });
  await tenant.switches.set({ refresh_id_token: 'other_sub' });
  await session.step('another user in the answer', silently, { cacheMode: 'off' });
  await session.normal();
  // Answers that keep the refresh token alive first: it is spent by those that cannot be read.
  for (const fault of [
    { mfa: 'required_on_refresh' },
    { rate_limit: 'token' },
    { token_body: 'html' },
    { cors: 'blocked' },
  ]) {
    await tenant.switches.set(fault);
    await session.step(JSON.stringify(fault), silently, { cacheMode: 'off' });
    await session.normal();
  }
  await session.step('the refresh token is dead', silently, { cacheMode: 'off' });
  await session.step('and is asked for again', silently, { cacheMode: 'off' });
});

compare('revokeRefreshToken without refresh tokens', async (session) => {
  await session.app.open();
  await session.signIn({ options: TELEMETRY });
  await session.step('does nothing', () => window.client.revokeRefreshToken());
  await session.step('with an audience', () => window.client.revokeRefreshToken({ audience: 'x' }));
});
