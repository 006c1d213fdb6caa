// Methods that the application replaces: which other calls notice.
import { CALENDAR, compare } from './support/compare.mjs';
import { inPopup, signsIn } from './support/popup.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = { ...TELEMETRY, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };

/** Makes `window.spyOn(target, …names)`: notes each call of a method with what it was given, and lets it through. */
function installSpies() {
  window.heard = [];
  window.spyOn = (target, ...names) => {
    for (const name of names) {
      const own = target[name];
      target[name] = function spied(...given) {
        window.heard.push([name, ...given]);
        return own.apply(this, given);
      };
    }
  };
  window.take = () => window.heard.splice(0);
}

compare('methods that are replaced', async (session) => {
  const { app } = session;
  await app.page.addInitScript(installSpies);
  await app.open();
  await session.signIn({ options: OPTIONS });
  await session.step(
    'isAuthenticated',
    async (options) => {
      window.spyOn(window.make(options), 'getUser', 'getTokenSilently', 'logout', 'loginWithPopup');
      window.spyOn(window.client, 'loginWithCustomTokenExchange', 'checkSession');
      await window.client.isAuthenticated();
      return window.take();
    },
    OPTIONS,
  );
  await session.step('checkSession', async () => {
    await window.client.checkSession({ cacheMode: 'cache-only', authorizationParams: { scope: 'x' } });
    return window.take();
  });
  await session.step('exchangeToken', async () => {
    await window.client.exchangeToken({ subject_token: 'x', subject_token_type: 'urn:nobody:knows' }).catch(() => {});
    return window.take();
  });
  await session.step('createFetcher', async () => {
    window.client.getTokenSilently = async (given) => (window.heard.push(['replaced', given]), 'of the application');
    const sent = [];
    const fetch = async (request) => (sent.push(request.headers.get('authorization')), new Response());
    const fetcher = window.client.createFetcher({ fetch });
    await fetcher.fetchWithAuth('https://api.example.com/', {}, { scope: ['a', 'b'], audience: 'c' });
    return { heard: window.take(), sent };
  });
  await session.step(
    'createAuth0Client',
    async (options) => {
      const { prototype } = window.sdk.Auth0Client;
      const own = prototype.checkSession;
      window.spyOn(prototype, 'checkSession');
      await window.sdk.createAuth0Client(window.options(options));
      prototype.checkSession = own;
      return window.take();
    },
    OPTIONS,
  );
  await session.step(
    'connectAccountWithRedirect',
    async (options) => {
      const { myAccount } = window.make(options);
      const answer = { connect_uri: 'https://x.example/', connect_params: { ticket: 't' }, auth_session: 's' };
      myAccount.connectAccount = async ({ connection }) => (window.heard.push(['replaced', connection]), answer);
      await window.client
        .connectAccountWithRedirect({ connection: 'github', openUrl: async () => {} })
        .catch(() => window.heard.push('failed'));
      sessionStorage.clear();
      return window.take();
    },
    OPTIONS,
  );
  await session.step(
    'checkSession, where nobody is signed in',
    async (options) => {
      const client = window.make({ ...options, createAnonymousSessionOnFailedSilentAuth: true });
      await client.logout({ openUrl: false });
      client.anonymous.hasSession = () => (window.heard.push('hasSession'), true);
      await client.checkSession();
      return window.take();
    },
    OPTIONS,
  );
  await app.run((options) => window.spyOn(window.make(options), 'loginWithPopup'), OPTIONS);
  await inPopup(session, 'getTokenWithPopup', { method: 'getTokenWithPopup', given: [{}] });
  await session.step('and what it called', () => window.take().map(([name]) => name));
  await app.page.context().clearCookies({ domain: 'localhost', name: /^(?!auth0\.)/ });
  await session.step(
    'a session that is over',
    async (options) => {
      window.spyOn(window.make(options), 'logout');
      await window.client.getTokenSilently({ cacheMode: 'off' }).catch(() => {});
      return window.take();
    },
    OPTIONS,
  );
});

compare('methods that are replaced, bound tokens', async (session) => {
  const { app } = session;
  await app.page.addInitScript(installSpies);
  await app.open();
  await app.make({ ...TELEMETRY, useDpop: true });
  await session.step('createFetcher', async () => {
    window.spyOn(window.client, 'getDpopNonce', 'setDpopNonce', 'generateDpopProof');
    const getAccessToken = async () => ({ access_token: 'the-token', token_type: 'DPoP' });
    const fetch = async () => new Response('', { headers: { 'dpop-nonce': 'n' } });
    const fetcher = window.client.createFetcher({ getAccessToken, fetch, dpopNonceId: 'api' });
    await fetcher.fetchWithAuth('https://api.example.com/');
    return window.take().map(([name]) => name);
  });
});

compare('a popup that is replaced, where a factor is missing', async (session) => {
  const { app } = session;
  await app.page.addInitScript(installSpies);
  await app.open();
  await session.signIn({ options: OPTIONS });
  const acr = { acr_values: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' };
  await app.run(
    (options) => window.spyOn(window.make({ ...options, interactiveErrorHandler: 'popup' }), 'loginWithPopup'),
    OPTIONS,
  );
  await inPopup(session, 'a factor is missing', {
    method: 'getTokenSilently',
    given: [{ cacheMode: 'off', authorizationParams: acr }],
    act: signsIn,
  });
  await session.step('and what it called', () => window.take().map(([name]) => name));
});
