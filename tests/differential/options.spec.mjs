// Options of a client that no other file is about: what each changes, and what is said of it.
import { CALENDAR, compare } from './support/compare.mjs';
import { closes, inPopup, signsIn } from './support/popup.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = { ...TELEMETRY, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const silently = ([changes, given]) => window.make(changes).getTokenSilently({ cacheMode: 'off', ...given });

compare('what an ID token is checked against', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.signIn({ options: OPTIONS });
  await session.note('signed in', {});
  for (const issuer of [
    '',
    'other.example.com',
    'https://other.example.com',
    'https://other.example.com/',
    tenant.issuer,
  ])
    await session.step(`issuer ${issuer.replace(/\d+/, '')}`, silently, [{ ...OPTIONS, issuer }]);
  const skews = [
    ['half a minute late', -30, {}],
    ['half a minute late, leeway 10', -30, { leeway: 10 }],
    ['half a minute late, leeway 0', -30, { leeway: 0 }],
    ['two minutes late', -120, {}],
    ['two minutes late, leeway 300', -120, { leeway: 300 }],
  ];
  for (const [name, late, changes] of skews) {
    await session.step(
      name,
      ([given, seconds]) => {
        const life = 36_000_000;
        const nowProvider = () => Date.now() + life - seconds * 1000;
        return window
          .make({ ...given, nowProvider })
          .getTokenSilently({ cacheMode: 'off' })
          .catch((error) => ({ class: error instanceof Error, what: error.message.replace(/\(.*/, '') }));
      },
      [{ ...OPTIONS, ...changes }, late],
    );
  }
});

compare('nowProvider', async (session) => {
  const { app } = session;
  await app.open();
  await app.signIn({ options: { ...OPTIONS, cacheLocation: 'localstorage' } });
  await session.note('signed in', {});
  const kinds = { 'a number': 'number', 'a promise': 'promise', 'a day later': 'later' };
  for (const [name, kind] of Object.entries(kinds)) {
    await session.step(
      name,
      async ([changes, how]) => {
        let asked = 0;
        const now = { number: () => Date.now(), promise: async () => Date.now(), later: () => Date.now() + 86_400_000 };
        const nowProvider = () => ((asked += 1), now[how]());
        const client = window.make({ ...changes, cacheLocation: 'localstorage', nowProvider });
        const token = await client.getTokenSilently({ cacheMode: 'cache-only', detailedResponse: true });
        return { token, asked: asked > 0, user: await client.getUser() };
      },
      [OPTIONS, kind],
    );
  }
  await session.step(
    'what it throws',
    (changes) => {
      const nowProvider = () => {
        throw new RangeError('no clock');
      };
      return window.make({ ...changes, cacheLocation: 'localstorage', nowProvider }).getTokenSilently();
    },
    OPTIONS,
  );
});

compare('useFormData', async (session) => {
  const { app } = session;
  const options = { ...OPTIONS, useFormData: false, useRefreshTokens: true, cacheLocation: 'localstorage' };
  await app.open();
  await session.signIn({ options });
  await session.succeed('renewed', () => window.client.getTokenSilently({ cacheMode: 'off' }));
  await session.step('revoked', () => window.client.revokeRefreshToken());
  await session.step(
    'undefined',
    (changes) => window.make({ ...changes, useFormData: undefined }).getTokenSilently({ cacheMode: 'off' }),
    OPTIONS,
  );
});

compare('authorizeTimeoutInSeconds', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.signIn({ options: OPTIONS });
  await tenant.switches.set({ authorize_hang: 'silent' });
  await session.step('of the frame', silently, [{ ...OPTIONS, authorizeTimeoutInSeconds: 1 }]);
  await session.step('a call that waits longer', silently, [
    { ...OPTIONS, authorizeTimeoutInSeconds: 30 },
    { timeoutInSeconds: 1 },
  ]);
  await session.normal();
  await app.page.context().clearCookies();
  await app.make({ ...OPTIONS, authorizeTimeoutInSeconds: 1 });
  await inPopup(session, 'of a popup', {});
  await inPopup(session, 'of a popup that waits longer', { given: [{}, { timeoutInSeconds: 20 }], act: closes });
});

compare('sessionTransferTokenQueryParamName', async (session) => {
  const { app } = session;
  const options = { ...TELEMETRY, sessionTransferTokenQueryParamName: 'transfer' };
  const begin = async ([changes, authorizationParams]) => {
    const opened = [];
    const openUrl = async (url) => void opened.push(url);
    await window.make(changes).loginWithRedirect({ authorizationParams, openUrl });
    return { opened, address: location.search, state: history.state };
  };
  await app.open('/?transfer=handed%20over&x=1');
  await session.step('is sent on', begin, [options, {}]);
  await session.step('once', begin, [options, {}]);
  await app.open('/?transfer=handed-over');
  await session.step('unless the call has one', begin, [options, { session_transfer_token: 'of the call' }]);
  await app.open('/?transfer=');
  await session.step('that is empty', begin, [options, {}]);
  await app.open('/?session_transfer_token=handed-over');
  await session.step('of another name', begin, [options, {}]);
  await session.step('without the option', begin, [TELEMETRY, {}]);
  await app.open('/?transfer=handed-over');
  await app.make(options);
  await inPopup(session, 'by a popup', { act: closes });
  await session.step('which takes it, too', () => location.search);
});

compare('enterpriseConnect', async (session) => {
  const { app } = session;
  await app.open();
  const kinds = {
    'by itself': {},
    'with refresh tokens': { useRefreshTokens: true },
    'with offline_access': { authorizationParams: { scope: 'openid offline_access' } },
    'with offline_access of one API': { authorizationParams: { scope: { [CALENDAR]: 'offline_access' } } },
    'with an organization': { authorizationParams: { organization: 'org_acme' } },
    'with both': { useRefreshTokens: true, authorizationParams: { organization: 'org_acme' } },
  };
  for (const [name, changes] of Object.entries(kinds)) {
    await session.step(name, (given) => void window.make(given), { ...TELEMETRY, enterpriseConnect: true, ...changes });
  }
  for (const federated of [null, true, 'yes']) {
    const logoutParams = federated === null ? undefined : { federated };
    await session.step(
      `signed out, federated ${federated}`,
      ([changes, given]) => window.make(changes).logout({ logoutParams: given ?? undefined, openUrl: false }),
      [{ ...TELEMETRY, enterpriseConnect: true }, logoutParams ?? null],
    );
  }
});

compare('workerUrl', async (session) => {
  const { app } = session;
  const options = { ...OPTIONS, useRefreshTokens: true, workerUrl: '/nothing-here.js' };
  await app.open();
  await app.bringAnswer({ options });
  await session.step(
    'a worker that is not there',
    (changes) => {
      const late = new Promise((resolve) => setTimeout(resolve, 3000, 'waits'));
      return Promise.race([window.make(changes).handleRedirectCallback(), late]);
    },
    options,
  );
  app.takeComplaints();
});

compare('the popup of a login that is asked for twice', async (session) => {
  const { app } = session;
  await app.open();
  await app.make({ ...OPTIONS, useRefreshTokens: true });
  await inPopup(session, 'with refresh tokens in a worker', { act: signsIn });
  await session.step('a token', () => window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true }));
});
