// Beside @auth0/auth0-spa-js 2.27: what is sent is the same, and either SDK goes on where the other stopped.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { SDKS, use, withBoth } from './support/sdks.mjs';
import { pairs } from './support/wire.mjs';

const TELEMETRY = { auth0Client: { name: 'compared', version: '1.0.0', env: { a: 'b' } } };
const RANDOM = new Set(['state', 'nonce', 'code', 'code_verifier', 'code_challenge']);

/** Names and values in order, with what is random by its length only. */
const comparable = (text) =>
  pairs(text).map(([name, value]) => [name, RANDOM.has(name) ? `${value.length} characters` : value]);

/** The bytes of a URL, but for what is random. */
const bytes = (url) => url.replace(/([?&](?:state|nonce|code_challenge)=)[^&#]*/g, '$1…');

test('the authorization request of a login is that of the peer, byte for byte but for what is random', async ({
  app,
}) => {
  await withBoth(app);
  const cases = [
    [TELEMETRY, {}],
    [
      { ...TELEMETRY, authorizationParams: { audience: CALENDAR, ui_locales: 'de fr', max_age: 60 } },
      { authorizationParams: { scope: 'read:calendar openid', custom: 'a&b=c/ü~*\'"+ %', audience: 'https://x/?y' } },
    ],
    [
      { ...TELEMETRY, authorizationParams: { scope: '  email   openid ', organization: 'org_acme' } },
      { fragment: 'x=y', authorizationParams: { organization: 'other', invitation: undefined, flag: true } },
    ],
    [{ ...TELEMETRY, authorizationParams: { redirect_uri: undefined } }, { authorizationParams: { list: ['a', 'b'] } }],
  ];
  for (const [options, login] of cases) {
    const urls = {};
    for (const sdk of SDKS) {
      await use(app, sdk);
      urls[sdk] = await app.run(
        async ([changes, given]) => {
          let opened;
          await window.make(changes).loginWithRedirect({ ...given, openUrl: async (url) => void (opened = url) });
          return opened;
        },
        [options, login],
      );
    }
    expect(comparable(new URL(urls.ours).search)).toEqual(comparable(new URL(urls.peer).search));
    expect(bytes(urls.ours)).toBe(bytes(urls.peer));
  }
});

test('the token requests of a login and of a silent renewal are those of the peer', async ({ app }) => {
  await withBoth(app);
  const seen = {};
  for (const [index, sdk] of SDKS.entries()) {
    await use(app, sdk);
    app.wire.forget();
    const options = {
      ...TELEMETRY,
      authorizationParams: { audience: CALENDAR, custom: 'x y', organization: 'org_acme' },
    };
    await app.open();
    await app.signIn({ as: index === 0 ? 'ada' : false, options });
    await app.run(() =>
      window.client.getTokenSilently({
        cacheMode: 'off',
        authorizationParams: { scope: 'read:calendar', more: 'a+b', timeout: 20_000 },
      }),
    );
    const sent = app.wire.tokens();
    const [login, silent] = await Promise.all(sent.map((request) => request.allHeaders()));
    seen[sdk] = {
      bodies: sent.map((request) => comparable(request.postData())),
      headers: [login, silent].map((headers) => [headers['content-type'], headers['auth0-client']]),
      frame: comparable(new URL(app.wire.authorizations().at(-1).url()).search),
    };
  }
  expect(seen.ours).toEqual(seen.peer);
  expect(seen.ours.bodies).toHaveLength(2);
});

test('the logout URLs are those of the peer', async ({ app }) => {
  await withBoth(app);
  const cases = [
    {},
    { logoutParams: { returnTo: 'http://localhost/a b?c=d&e', federated: true, x: undefined, y: 1 } },
    { clientId: null },
    { clientId: 'other', logoutParams: { federated: 'no' } },
  ];
  for (const given of cases) {
    const urls = [];
    for (const sdk of SDKS) {
      await use(app, sdk);
      urls.push(
        await app.run(
          async ([changes, options]) => {
            let opened;
            await window.make(changes).logout({ ...options, openUrl: async (url) => void (opened = url) });
            return opened;
          },
          [TELEMETRY, given],
        ),
      );
      expect(urls[0]).toBe(urls.at(-1));
    }
  }
});

for (const [from, to] of [SDKS, [...SDKS].reverse()]) {
  test(`a session in localStorage goes on from ${from} to ${to}, without a request`, async ({ app, tenant }) => {
    const options = {
      cacheLocation: 'localstorage',
      authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' },
    };
    await withBoth(app);
    await use(app, from);
    await app.signIn({ options });
    const read = async () => ({
      user: await window.client.getUser(),
      claims: await window.client.getIdTokenClaims(),
      token: await window.client.getTokenSilently({ detailedResponse: true }),
      narrower: await window.client.getTokenSilently({ authorizationParams: { scope: 'profile' } }),
    });
    const before = await app.run(read);
    await use(app, to);
    await app.make(options);
    tenant.log.clear();
    expect(await app.run(read)).toEqual(before);
    expect(tenant.log.entries(0)).toEqual([]);
    await app.run(() => window.client.logout({ openUrl: async () => {} }));
    expect(await app.run(() => [Object.keys(localStorage), document.cookie])).toEqual([['sdk'], '']);
  });

  for (const useCookiesForTransactions of [false, true]) {
    const place = useCookiesForTransactions ? 'cookies' : 'sessionStorage';
    test(`a login begun by ${from} is finished by ${to}, remembered in ${place}`, async ({ app }) => {
      const options = { useCookiesForTransactions };
      await withBoth(app);
      await use(app, from);
      await app.bringAnswer({ options, login: { appState: { by: from } } });
      await use(app, to);
      expect(await app.finish(options)).toEqual({ appState: { by: from }, response_type: 'code' });
      expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
      const left = await app.run(() => [...Object.keys(sessionStorage), ...document.cookie.split(/=[^;]*(?:; )?/)]);
      expect(left).not.toContain('a0.spajs.txs.demo-spa');
      await use(app, from);
      await app.make(options);
      const again = await app.run(() => window.failure(() => window.client.handleRedirectCallback()));
      expect(again).toMatchObject({ error: 'missing_transaction' });
    });
  }

  test(`a session remembered in cookies by ${from} is restored by ${to}`, async ({ app }) => {
    await withBoth(app);
    await use(app, from);
    await app.signIn({ login: { authorizationParams: { organization: 'org_acme' } } });
    await app.open();
    await use(app, to);
    await app.make();
    await app.run(() => window.client.checkSession());
    expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada', org_id: 'org_acme' });
  });
}
