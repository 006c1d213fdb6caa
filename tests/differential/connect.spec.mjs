// connectAccountWithRedirect, and what comes back.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = {
  ...TELEMETRY,
  useRefreshTokens: true,
  useMrrt: true,
  cacheLocation: 'localstorage',
  authorizationParams: { audience: CALENDAR, scope: 'openid profile' },
};

compare('connectAccountWithRedirect', async (session) => {
  const { app } = session;
  await app.open();
  await session.step(
    'nobody is signed in',
    (options) => window.make(options).connectAccountWithRedirect({ connection: 'github', openUrl: async () => {} }),
    OPTIONS,
  );
  await session.signIn({ options: OPTIONS });
  await session.step('no connection', () => window.client.connectAccountWithRedirect({}));
  await session.step('a connection nobody knows', () =>
    window.client.connectAccountWithRedirect({ connection: 'none', openUrl: async () => {} }),
  );
  const begin = async (given) => {
    let opened;
    const result = await window.client.connectAccountWithRedirect({
      ...given,
      openUrl: async (url) => void (opened = url),
    });
    return { result, opened };
  };
  await session.succeed('begins', begin, { connection: 'github', appState: { a: 1 } });
  await session.succeed('begins, with everything', begin, {
    connection: 'google-oauth2',
    scopes: ['https://www.googleapis.com/auth/calendar.readonly'],
    authorization_params: { login_hint: 'x', prompt: 'consent' },
    redirectUri: `${app.url}/`,
  });
  await session.step('the provider refused', async () => {
    const { state } = JSON.parse(sessionStorage.getItem('a0.spajs.txs.demo-spa'));
    return window.client.handleRedirectCallback(
      `${location.origin}/?error=access_denied&error_description=No&state=${encodeURIComponent(state)}`,
    );
  });
  await session.succeed('begins again', begin, { connection: 'github' });
  await session.step('no connect code', async () => {
    const { state } = JSON.parse(sessionStorage.getItem('a0.spajs.txs.demo-spa'));
    return window.client.handleRedirectCallback(`${location.origin}/?code=x&state=${encodeURIComponent(state)}`);
  });
  await session.succeed('begins once more', begin, { connection: 'github' });
  await session.step('a connect code nobody gave', async () => {
    const { state } = JSON.parse(sessionStorage.getItem('a0.spajs.txs.demo-spa'));
    return window.client.handleRedirectCallback(
      `${location.origin}/?connect_code=nobody-gave-this&state=${encodeURIComponent(state)}`,
    );
  });
});

const SCOPES = {
  'one for all APIs': 'openid read:calendar read:me:factors',
  'by audience': { [CALENDAR]: 'openid read:calendar' },
  'by audience, and one for the others': { [CALENDAR]: 'openid read:calendar', default: 'openid profile' },
  'by audience, the My Account API too': (tenant) => ({
    [CALENDAR]: 'openid read:calendar',
    [`${tenant}/me/`]: 'openid create:me:connected_accounts',
  }),
};

for (const [name, given] of Object.entries(SCOPES)) {
  compare(`the scope for the My Account API: ${name}`, async (session) => {
    const { app, tenant } = session;
    const scope = typeof given === 'function' ? given(tenant.url) : given;
    const options = { ...OPTIONS, authorizationParams: { audience: CALENDAR, scope } };
    await app.open();
    await session.signIn({ options, login: { authorizationParams: { audience: CALENDAR } } });
    await session.step('an account is connected', () =>
      window.client.connectAccountWithRedirect({ connection: 'github', openUrl: async () => {} }),
    );
    await session.step('factors are read', () => window.client.myAccount.getFactors());
  });
}

const ALL = ['create', 'read', 'delete'].map((verb) => `${verb}:me:connected_accounts`).join(' ');
const ofEachApi = ({ issuer }) => ({ [CALENDAR]: 'openid profile read:calendar', [`${issuer}me/`]: ALL });
const connecting = (tenant, changes) => ({
  ...OPTIONS,
  ...changes,
  authorizationParams: { audience: CALENDAR, scope: ofEachApi(tenant) },
});
const signedIn = async (session, options) => {
  await session.app.open();
  await session.signIn({ options, login: { authorizationParams: { audience: CALENDAR } } });
};

for (const [kind, changes] of Object.entries({ Bearer: {}, DPoP: { useDpop: true } })) {
  compare(`an account is connected, ${kind}`, async (session) => {
    const { app, tenant } = session;
    const options = connecting(tenant, changes);
    const begin = (given) => window.client.connectAccountWithRedirect(given);
    const finish = (given) => window.make(given).handleRedirectCallback();
    await signedIn(session, options);
    await session.leave('is asked', begin, { argument: { connection: 'google-oauth2', appState: { target: '/x' } } });
    await app.page.getByRole('button', { name: 'work@gmail.example' }).click();
    await app.back();
    await session.succeed('is connected', finish, options);
    await session.step('who is signed in', () => window.client.getUser());
    await app.make(options);
    await session.leave('is asked again', begin, { argument: { connection: 'github' } });
    await app.page.getByRole('button', { name: 'Deny and go back' }).click();
    await app.back();
    await session.step('the user says no', finish, options);
  });
}

compare('connectAccount and completeAccount by hand', async (session) => {
  const { app, tenant } = session;
  await signedIn(session, connecting(tenant));
  const call = ([method, given]) => window.client.myAccount[method](given);
  const request = { connection: 'github', redirect_uri: `${app.url}/`, state: 'of-the-application' };
  const { result } = await session.step('begins', call, ['connectAccount', request]);
  await session.step('begins, with everything', call, [
    'connectAccount',
    {
      ...request,
      scopes: ['user:email'],
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      authorization_params: { login_hint: 'x' },
    },
  ]);
  await session.step('a connection nobody knows', call, ['connectAccount', { ...request, connection: 'none' }]);
  await session.step('no redirect_uri', call, ['connectAccount', { connection: 'github' }]);
  await session.step('a code nobody gave', call, [
    'completeAccount',
    { auth_session: result.auth_session, connect_code: 'nobody-gave-this', redirect_uri: `${app.url}/` },
  ]);
});

compare('what the My Account API may answer', async (session) => {
  const { tenant } = session;
  await signedIn(session, connecting(tenant));
  for (const answer of ['400', '401', '403', '404', '409', '415', '429', '500', 'html', 'empty']) {
    await tenant.switches.set({ my_account_error: answer });
    await session.step(answer, () => window.client.myAccount.getFactors());
  }
  await session.normal();
});
