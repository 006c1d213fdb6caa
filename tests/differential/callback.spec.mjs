// handleRedirectCallback: what it gives, and each way in which it fails.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = { ...TELEMETRY, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };

/** Begins a login that goes nowhere, and hands its state to `answer(state)` for the address that is then finished. */
const finish = async ([changes, query, login]) => {
  let opened;
  const client = window.make(changes);
  await client.loginWithRedirect({ ...login, openUrl: (url) => void (opened = url) });
  const state = encodeURIComponent(new URL(opened).searchParams.get('state'));
  return client.handleRedirectCallback(`${location.origin}/callback${query.replace('STATE', state)}`);
};

const REFUSED = {
  'an error': '?error=access_denied&error_description=No%20entry&state=STATE',
  'an error without a description': '?error=access_denied&state=STATE',
  'an error with an empty description': '?error=access_denied&error_description=&state=STATE',
  'an error of another state': '?error=access_denied&error_description=No&state=other',
  'an error without a state': '?error=access_denied&error_description=No',
  'another state': '?code=abc&state=other',
  'no state': '?code=abc',
  'no code': '?state=STATE',
  'no code, but another kind of answer': '?connect_code=abc&state=STATE',
  'a code nobody gave': '?code=nobody-gave-this-code&state=STATE',
  'nothing that is known': '?x=y',
  'no query': '',
  'a router’s hash before the query': '#/path?error=x&state=STATE',
  'an error followed by a hash': '?error=access_denied&state=STATE#hash',
  'two question marks': '?error=a?b&state=STATE',
  'another issuer': '?code=abc&state=STATE&iss=https%3A%2F%2Fother.example.com%2F',
};

compare('handleRedirectCallback: refusals', async (session) => {
  await session.app.open();
  for (const [name, query] of Object.entries(REFUSED)) {
    await session.step(name, finish, [TELEMETRY, query, { appState: { kept: true } }]);
    await session.app.run(() => sessionStorage.clear());
  }
  await session.step('nothing was begun', () =>
    window.make().handleRedirectCallback('http://localhost/?code=a&state=b'),
  );
  await session.step('the address of the page', () => window.make().handleRedirectCallback());
  await session.step('an empty text', () => window.make().handleRedirectCallback(''));
  await session.step('what is no address', () => window.make().handleRedirectCallback('?code=a&state=b'));
});

compare('handleRedirectCallback: success', async (session) => {
  const { app } = session;
  await app.open();
  await app.bringAnswer({ options: OPTIONS, login: { appState: { target: '/x' } } });
  await session.note('came back', {});
  await session.step('finishes', (options) => window.make(options).handleRedirectCallback(), OPTIONS);
  await session.step('the same again', () => window.client.handleRedirectCallback());
  await session.step('who it is', () => window.client.getUser());
  await app.bringAnswer({ as: false, options: TELEMETRY });
  await session.step(
    'without an application state, on a given address',
    (options) => window.make(options).handleRedirectCallback(location.href),
    TELEMETRY,
  );
  await app.bringAnswer({ as: false, options: TELEMETRY, login: { appState: null } });
  await session.step(
    'a state that is nothing',
    (options) => window.make(options).handleRedirectCallback(location.href),
    TELEMETRY,
  );
  const cookies = { ...TELEMETRY, useCookiesForTransactions: true };
  await app.bringAnswer({ as: false, options: cookies, login: { appState: 'text' } });
  await session.note('came back, remembered by cookies', {});
  await session.succeed('finishes by cookies', (options) => window.make(options).handleRedirectCallback(), cookies);
});

compare('handleRedirectCallback: what the tenant answers to the code', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.signIn({ options: TELEMETRY });
  const trouble = [
    { token_body: 'html' },
    { token_body: 'html_ok' },
    { token_body: 'empty' },
    { token_body: 'truncated' },
    { rate_limit: 'token' },
    { token_redirect: '307' },
    { cors: 'blocked' },
  ];
  for (const fault of trouble) {
    await app.bringAnswer({ as: false, options: TELEMETRY });
    await session.note('came back', {});
    await tenant.switches.set(fault);
    await session.step(JSON.stringify(fault), (options) => window.make(options).handleRedirectCallback(), TELEMETRY);
    await session.normal();
    await app.run(() => sessionStorage.clear());
  }
});

compare('handleRedirectCallback: organizations', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.signIn({ options: TELEMETRY });
  for (const [organization, damage] of [
    ['org_acme', 'as it should be'],
    ['org_acme', 'org_id'],
    ['org_acme', 'no_org_id'],
    ['Acme', 'as it should be'],
  ]) {
    if (damage !== 'as it should be') await tenant.switches.set({ id_token_tamper: damage });
    await app.bringAnswer({ as: false, options: TELEMETRY, login: { authorizationParams: { organization } } });
    await session.note('came back', {});
    await session.step(
      `${organization}, ${damage}`,
      (options) => window.make(options).handleRedirectCallback(),
      TELEMETRY,
    );
    await session.normal();
    await app.run(() => sessionStorage.clear());
  }
});
