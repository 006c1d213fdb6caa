// loginWithRedirect: the address it opens and what it remembers.
import { CALENDAR, compare, ORDERS } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

/** `[options of the client, options of the login]`. */
const LOGINS = {
  'no options': [{}, null],
  'an audience and more parameters': [
    { authorizationParams: { audience: CALENDAR, ui_locales: 'de fr', max_age: 60 } },
    { authorizationParams: { scope: 'read:calendar openid', custom: 'a&b=c/ü~*\'"+ %', audience: 'https://x/?y' } },
  ],
  'an organization, a fragment and a flag': [
    { authorizationParams: { scope: '  email   openid ', organization: 'org_acme' } },
    { fragment: 'x=y&z', authorizationParams: { organization: 'other', flag: true, none: false, zero: 0 } },
  ],
  'every named parameter': [
    {},
    {
      authorizationParams: {
        display: 'popup',
        prompt: 'login',
        max_age: '0',
        ui_locales: 'de',
        id_token_hint: 'hint',
        screen_hint: 'signup',
        login_hint: 'ada@example.com',
        acr_values: 'a b',
        connection: 'google-oauth2',
        invitation: 'ticket',
        session_transfer_token: 'transfer',
        experiment_id: 'e',
        variation_id: 'v',
        segment_id: 's',
      },
    },
  ],
  'fixed parameters are not the caller’s to set': [
    { authorizationParams: { response_type: 'token', client_id: 'own' } },
    { authorizationParams: { response_mode: 'fragment', state: 'mine', nonce: 'mine', code_challenge: 'mine' } },
  ],
  'lists and objects': [{ authorizationParams: { list: ['a', 'b'] } }, { authorizationParams: { map: { a: 1 } } }],
  'an empty scope': [{ authorizationParams: { scope: '' } }, null],
  'scopes twice': [{ authorizationParams: { scope: 'openid a a' } }, { authorizationParams: { scope: 'b a openid' } }],
  'refresh tokens': [{ useRefreshTokens: true }, null],
  'refresh tokens with the scope given': [
    { useRefreshTokens: true, authorizationParams: { scope: 'openid offline_access' } },
    null,
  ],
  'online access': [{ useRefreshTokens: true, useDpop: true, refreshTokenMode: 'online' }, null],
  'bound tokens': [{ useDpop: true }, null],
  'scopes by audience, a call for one': [
    { authorizationParams: { scope: { [CALENDAR]: 'read:calendar', [ORDERS]: 'read:orders' } } },
    { authorizationParams: { audience: ORDERS, scope: 'more' } },
  ],
  'scopes by audience, a call for none': [{ authorizationParams: { scope: { [CALENDAR]: 'read:calendar' } } }, null],
  'scopes by audience, a default audience': [
    { authorizationParams: { audience: CALENDAR, scope: { [CALENDAR]: 'read:calendar' } } },
    null,
  ],
  'scopes by audience with refresh tokens': [
    { useRefreshTokens: true, authorizationParams: { scope: { [CALENDAR]: 'read:calendar' } } },
    { authorizationParams: { audience: CALENDAR } },
  ],
  'an application state': [{}, { appState: { target: '/x', list: [1, null, 'ü'] } }],
  'an application state that is a text': [{}, { appState: 'text' }],
  'an application state that is nothing': [{}, { appState: null }],
  'another redirect_uri': [{}, { authorizationParams: { redirect_uri: 'http://localhost/other?a=b' } }],
  'transactions in cookies': [{ useCookiesForTransactions: true }, { appState: { a: 'ü;=, ' } }],
  'transactions in cookies, no older twin': [{ useCookiesForTransactions: true, legacySameSiteCookie: false }, null],
  'telemetry of its own': [{ auth0Client: { name: 'n', version: 3, secret: 'x' } }, null],
  'no redirect_uri at all': [{ authorizationParams: { redirect_uri: null } }, null],
};

const begin = async ([changes, given]) => {
  const opened = [];
  const openUrl = async (url) => void opened.push(url);
  const result = await window.make(changes).loginWithRedirect({ ...given, openUrl });
  return { result, opened };
};

compare('loginWithRedirect: the address and the transaction', async (session) => {
  await session.app.open();
  for (const [name, [changes, given]] of Object.entries(LOGINS)) {
    await session.step(name, begin, [{ ...TELEMETRY, ...changes }, given]);
  }
  await session.step(
    'undefined among the parameters',
    async (changes) => {
      let opened;
      await window
        .make({ ...changes, authorizationParams: { audience: undefined, custom: undefined } })
        .loginWithRedirect({
          authorizationParams: { scope: undefined, x: undefined },
          openUrl: (url) => void (opened = url),
        });
      return opened;
    },
    TELEMETRY,
  );
  await session.step(
    'a scope of the client that is undefined',
    async (changes) => {
      let opened;
      await window
        .make({ ...changes, authorizationParams: { scope: undefined } })
        .loginWithRedirect({ openUrl: (url) => void (opened = url) });
      return opened;
    },
    TELEMETRY,
  );
});

compare('loginWithRedirect: telemetry by default', async (session) => {
  await session.app.open();
  await session.step('the address', begin, [{}, null]);
});

compare('loginWithRedirect: the domain', async (session) => {
  await session.app.open();
  const domains = [
    'example.com',
    'https://example.com',
    'https://example.com/',
    'https://example.com/path',
    'EXAMPLE.com',
  ];
  for (const domain of domains) await session.step(domain, begin, [{ ...TELEMETRY, domain }, null]);
  await session.step('none', begin, [{ ...TELEMETRY, domain: null }, null]);
  await session.step('an http address that is not this machine', begin, [
    { ...TELEMETRY, domain: 'http://example.com' },
    null,
  ]);
});

compare('loginWithRedirect: openUrl', async (session) => {
  await session.app.open();
  await session.step(
    'is awaited',
    async (changes) => {
      let done = false;
      await window.make(changes).loginWithRedirect({
        openUrl: async () => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          done = true;
        },
      });
      return done;
    },
    TELEMETRY,
  );
  await session.step(
    'what it rejects with',
    (changes) =>
      window.make(changes).loginWithRedirect({ openUrl: () => Promise.reject(new TypeError('from openUrl')) }),
    TELEMETRY,
  );
  await session.step(
    'what it throws',
    (changes) =>
      window.make(changes).loginWithRedirect({
        openUrl: () => {
          throw { own: 'object' };
        },
      }),
    TELEMETRY,
  );
  await session.step(
    'onRedirect, the older name',
    async (changes) => {
      let opened;
      await window.make(changes).loginWithRedirect({ onRedirect: async (url) => void (opened = url) });
      return opened;
    },
    TELEMETRY,
  );
  await session.step(
    'a state that is not JSON',
    (changes) => {
      const appState = {};
      appState.self = appState;
      return window.make(changes).loginWithRedirect({ appState, openUrl: async () => {} });
    },
    TELEMETRY,
  );
  await session.leave('without it the page is left', (changes) => window.make(changes).loginWithRedirect(), {
    argument: TELEMETRY,
  });
  await session.app.open();
  await session.leave(
    'openUrl: false leaves the page, too',
    (changes) => window.make(changes).loginWithRedirect({ openUrl: false }),
    { argument: TELEMETRY },
  );
});
