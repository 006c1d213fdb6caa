// How sessions end, and who they belong to: ceilings, other users, blocked users, and refusals of the hidden frame.
import { CALENDAR, compare, ORDERS } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const PARAMETERS = { authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const FRAME = { ...TELEMETRY, cacheLocation: 'localstorage', ...PARAMETERS };
const REFRESH = { ...FRAME, useRefreshTokens: true };
const WORKER = { ...REFRESH, cacheLocation: 'memory' };
const KINDS = { 'a frame': FRAME, 'refresh tokens': REFRESH, 'a worker': WORKER };
const renew = (given) => window.client.getTokenSilently({ cacheMode: 'off', ...given });
const whoIsThere = async () => [await window.client.getUser(), await window.client.isAuthenticated()];

/** Sets a clock for every client of the page, `ahead` seconds before the browser's. */
const movable = () => {
  const now = Date.now.bind(Date);
  Date.now = () => now() + (window.ahead ?? 0) * 1000;
};

for (const [kind, options] of Object.entries(KINDS)) {
  compare(`the end of a session that the tenant named, ${kind}`, async (session) => {
    const { app, tenant } = session;
    await app.page.addInitScript(movable);
    await app.open();
    await tenant.switches.set({ session_expiry: 3600 });
    await session.signIn({ options });
    await session.step('before it', whoIsThere);
    await tenant.switches.set({ session_expiry: 7200, refresh_id_token: 'later_session_expiry' });
    await session.step('a renewal', renew, { detailedResponse: true });
    await session.step('what it says then', () => window.client.getIdTokenClaims());
    await session.normal();
    await session.step('just before it, with details', () => {
      window.ahead = 3500;
      return window.client.getTokenSilently({ detailedResponse: true });
    });
    // Later than a new sign-in would last, and than a renewal must not move it to.
    await session.step('after it, a token', () => {
      window.ahead = 7300;
      return window.client.getTokenSilently();
    });
    await session.step('after it, who is there', whoIsThere);
  });
}

compare('ends of sessions that make no sense', async (session) => {
  const { app } = session;
  await app.open();
  await app.bringAnswer({ options: FRAME });
  for (const [name, value] of Object.entries({ 'a text': '1', milliseconds: 1e13, 'before it began': 1 })) {
    await session.step(
      name,
      async ([changes, end]) => {
        const { fetch } = window;
        window.fetch = async (...given) => {
          if (!String(given[0].url ?? given[0]).endsWith('/oauth/token')) return fetch(...given);
          const answer = await (await fetch(...given)).json();
          if (!answer.id_token) return Response.json(answer, { status: 403 });
          const [header, payload] = answer.id_token.split('.').map((part) => part.replaceAll('-', '+'));
          const claims = JSON.parse(atob(payload.replaceAll('_', '/')));
          const encoded = btoa(JSON.stringify({ ...claims, session_expiry: end }));
          answer.id_token = `${header}.${encoded.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')}.c2ln`;
          return Response.json(answer);
        };
        const client = window.make({ ...changes, verifyIdTokenSignature: false });
        return client.getTokenSilently({ cacheMode: 'off' }).finally(() => (window.fetch = fetch));
      },
      [{ ...FRAME, cacheLocation: 'memory' }, value],
    );
  }
});

for (const [kind, options] of Object.entries({ 'a frame': FRAME, 'refresh tokens': REFRESH })) {
  compare(`another user signs in, ${kind}`, async (session) => {
    const { app } = session;
    await app.open();
    await session.signIn({ options });
    await session.step('a token for another API', renew, { authorizationParams: { audience: ORDERS } });
    await app.page.context().clearCookies();
    await session.signIn({ options, as: 'grace' });
    await session.step('who is there', whoIsThere);
    await session.step('the token of before', () =>
      window.client.getTokenSilently({
        cacheMode: 'cache-only',
        authorizationParams: { audience: 'https://orders.example.com/' },
      }),
    );
  });
}

for (const [kind, options] of Object.entries(KINDS)) {
  compare(`renewals that are refused, ${kind}`, async (session) => {
    const { app, tenant } = session;
    await app.open();
    await session.signIn({ options });
    for (const fault of [
      { refresh_id_token: 'other_nonce' },
      { scope_override: 'openid' },
      { scope_override: 'omit' },
      { third_party_cookies: 'blocked' },
      { refresh_id_token: 'omit' },
    ]) {
      await tenant.switches.set(fault);
      await session.step(JSON.stringify(fault), renew, { detailedResponse: true });
      await session.normal();
      await session.step(`${JSON.stringify(fault)}, who is there`, whoIsThere);
    }
  });

  compare(`a user who is blocked, ${kind}`, async (session) => {
    const { app, tenant } = session;
    await app.open();
    await session.signIn({ options });
    await tenant.switches.set({ blocked_user: 'ada' });
    await session.step('a renewal', renew);
    await session.step('who is there', whoIsThere);
    await session.normal();
  });
}

compare('a page that is isolated from other origins', async (session) => {
  const { app } = session;
  await app.page.addInitScript(() => {
    Object.defineProperty(window, 'crossOriginIsolated', { configurable: true, get: () => window.isolated === true });
  });
  await app.open();
  await session.signIn({ options: FRAME });
  await session.step('a renewal', () => {
    window.isolated = true;
    return window.client.getTokenSilently({ cacheMode: 'off' });
  });
  await session.step('who is there', whoIsThere);
});

compare('fallbacks to the frame', async (session) => {
  const { app, tenant } = session;
  const options = { ...REFRESH, useRefreshTokensFallback: true, useMrrt: true };
  await app.open();
  await session.signIn({ options });
  await tenant.switches.set({ mrrt_unlisted: 'ignore' });
  const unlisted = { authorizationParams: { audience: 'https://unlisted.example.com/' }, detailedResponse: true };
  await session.step('an answer for another API', renew, unlisted);
  await session.normal();
  await session.step('fewer scopes than were asked for', renew, {
    authorizationParams: { audience: ORDERS, scope: 'of:nobody' },
    detailedResponse: true,
  });
  await tenant.switches.set({ refresh_loses_response: 'once' });
  await session.step('an answer that is lost', renew, { detailedResponse: true });
  await session.normal();
  await session.step('the next renewal', renew, { detailedResponse: true });
});

compare('online access', async (session) => {
  const { app } = session;
  const options = { ...REFRESH, useDpop: true, refreshTokenMode: 'online' };
  await app.open();
  await session.signIn({ options });
  await session.succeed('renewed', renew, { detailedResponse: true });
  await session.succeed('renewed again', renew, { detailedResponse: true });
  await session.step('revoked', () => window.client.revokeRefreshToken());
  await session.step('who is there', whoIsThere);
  await session.step('a token', renew);
});

compare('revokeRefreshToken: refusals', async (session) => {
  const { app } = session;
  await app.open();
  for (const [kind, options] of [
    ['refresh tokens', REFRESH],
    ['a worker', WORKER],
  ]) {
    await app.signIn({ options });
    await session.note(`${kind}: signed in`, {});
    await app.page.route('**/oauth/revoke', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
        json:
          route.request().method() === 'OPTIONS'
            ? {}
            : { error: 'temporarily_unavailable', error_description: 'Later' },
      }),
    );
    await session.step(`${kind}: a refusal`, () => window.client.revokeRefreshToken());
    await app.page.unroute('**/oauth/revoke');
    await app.page.route('**/oauth/revoke', (route) => route.abort());
    await session.step(`${kind}: no network`, () => window.client.revokeRefreshToken());
    await app.page.unroute('**/oauth/revoke');
    await session.step(`${kind}: after that`, () => window.client.revokeRefreshToken());
    await app.run(() => window.client.logout({ openUrl: false }));
    await app.page.context().clearCookies();
  }
});
