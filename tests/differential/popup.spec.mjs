// Popups: what is asked of the browser and the tenant, what comes of it, and each way in which it fails.
import { CALENDAR, compare, ORDERS } from './support/compare.mjs';
import { closeOthers, closes, inPopup, refuses, signsIn } from './support/popup.mjs';
import { TELEMETRY } from './support/telemetry.mjs';
import { open } from './support/tree.mjs';

const OPTIONS = { ...TELEMETRY, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const user = () => window.client.getUser();
const end = () => window.client.logout({ openUrl: false });
const signOut = async ({ app }) => {
  await app.run(end);
  await app.page.context().clearCookies();
};

compare('loginWithPopup', async (session) => {
  const { app } = session;
  await app.open();
  await app.make(OPTIONS);
  await inPopup(session, 'signs in', { act: signsIn });
  await session.step('who is signed in', user);
  await inPopup(session, 'the tenant knows who it is', { given: [{}] });
  await inPopup(session, 'with parameters', {
    given: [{ authorizationParams: { login_hint: 'a+b c', organization: 'org_acme', ui_locales: 'de', custom: 'x' } }],
  });
  await inPopup(session, 'the window stays', { given: [null, { closePopup: false }] });
  await session.step('the token is there', () => window.client.getTokenSilently({ detailedResponse: true }));
});

compare('loginWithPopup: refusals', async (session) => {
  const { app, tenant } = session;
  await app.open();
  await app.make(OPTIONS);
  await inPopup(session, 'the person says no', { act: refuses });
  await inPopup(session, 'the person closes the window', { act: closes });
  await inPopup(session, 'it takes too long', { given: [{}, { timeoutInSeconds: 1 }] });
  await session.step('the browser opens none', () => {
    const { open } = window;
    window.open = () => null;
    return window.client.loginWithPopup().finally(() => (window.open = open));
  });
  await session.step('what was begun is not kept', () => Object.keys(sessionStorage));
  const page = { token_body: 'html' };
  await tenant.switches.set(page);
  await inPopup(session, JSON.stringify(page), { act: signsIn });
  await session.normal();
  await signOut(session);
  await tenant.switches.set({ id_token_tamper: 'nonce' });
  await inPopup(session, 'another nonce', { act: signsIn });
  await session.normal();
  await session.step('nobody is signed in', user);
});

/** What a window of the tenant answers, said by a page that stands in for it. */
const saying =
  (response, type = 'authorization_response') =>
  async (popup, { app }) => {
    await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
    await app.run(
      ([answer, kind]) => {
        const { domain: origin } = window.settings;
        const data = { type: kind, response: answer };
        window.dispatchEvent(new MessageEvent('message', { data, origin, source: window.config.popup }));
      },
      [response, type],
    );
  };

/** The application opens the window, and `window.config` is what the call is given. */
const ownWindow = async (session, name, { method = 'loginWithPopup', config = {}, act }) => {
  const { page } = session.app;
  const opened = page.waitForEvent('popup');
  await page.evaluate(
    ([called, changes]) => {
      window.config = { ...changes, popup: window.open('', 'own window', 'width=300,height=300') };
      window.pending = window.observe(() => window.client[called]({}, window.config));
    },
    [method, config],
  );
  const popup = await opened;
  await act(popup, session);
  const seen = await page.evaluate(() => window.pending);
  const keys = await page.evaluate(() => Object.keys(window.config));
  await session.note(name, { ...open(seen), keys });
  await closeOthers(session);
};

compare('loginWithPopup in a window of the application', async (session) => {
  await session.app.open();
  await session.app.make(OPTIONS);
  await ownWindow(session, 'signs in', { act: signsIn });
  await session.step('who is signed in', user);
  await signOut(session);
  await ownWindow(session, 'the person closes it', { act: closes });
  await ownWindow(session, 'another state', { act: saying({ code: 'of nobody', state: 'forged' }) });
  await ownWindow(session, 'no code', { act: saying({ state: 'forged' }) });
  const said = { error: 'access_denied', error_description: 'No entry', state: 'forged' };
  await ownWindow(session, 'an error of another state', { act: saying(said) });
  const silent = { config: { timeoutInSeconds: 1 }, act: saying({ code: 'x' }, 'other') };
  await ownWindow(session, 'a message of another kind', silent);
  await session.step('one that is closed already', () => {
    const popup = window.open('', 'own window', 'width=300,height=300');
    popup.close();
    const late = new Promise((resolve) => setTimeout(resolve, 4000, 'waits'));
    return Promise.race([window.client.loginWithPopup({}, { popup }), late]);
  });
  await closeOthers(session);
});

compare('getTokenWithPopup', async (session) => {
  const { app } = session;
  const method = 'getTokenWithPopup';
  await app.open();
  await app.make(OPTIONS);
  await inPopup(session, 'signs in', { method, act: signsIn });
  const orders = { authorizationParams: { audience: ORDERS, scope: 'read:orders' } };
  await inPopup(session, 'for another API', { method, given: [orders] });
  await session.step('which the cache has', (given) => window.client.getTokenSilently(given), orders);
  await inPopup(session, 'with a cache mode', { method, given: [{ cacheMode: 'on', authorizationParams: {} }] });
  await inPopup(session, 'the window stays', { method, given: [{}, { closePopup: false }] });
  await session.step('the browser opens none', () => {
    const { open } = window;
    window.open = () => null;
    return window.client.getTokenWithPopup().finally(() => (window.open = open));
  });
  await signOut(session);
  await inPopup(session, 'the person says no', { method, act: refuses });
  await inPopup(session, 'the person closes the window', { method, act: closes });
  await inPopup(session, 'it takes too long', { method, given: [{}, { timeoutInSeconds: 1 }] });
  await app.make({ ...OPTIONS, authorizeTimeoutInSeconds: 1 });
  await inPopup(session, 'it takes longer than the options say', {
    method,
    act: async (popup) => {
      await popup.waitForTimeout(2500);
      await popup.close();
    },
  });
});

const STEP_UP = {
  cacheMode: 'off',
  authorizationParams: { acr_values: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' },
};

for (const [kind, changes] of Object.entries({
  frame: {},
  'refresh tokens': { useRefreshTokens: true, cacheLocation: 'localstorage' },
})) {
  compare(`interactiveErrorHandler, ${kind}`, async (session) => {
    const { app, tenant } = session;
    const method = 'getTokenSilently';
    const options = { ...OPTIONS, ...changes, interactiveErrorHandler: 'popup' };
    const missing = () => tenant.switches.set(kind === 'frame' ? {} : { mfa: 'required_on_refresh' });
    await app.open();
    await session.signIn({ options });
    await missing();
    await inPopup(session, 'a factor is missing', { method, given: [STEP_UP], act: signsIn });
    await session.step('who is signed in', () => window.client.getIdTokenClaims());
    await session.normal();
    await signOut(session);
    await session.signIn({ options });
    await missing();
    await inPopup(session, 'with details', {
      method,
      given: [{ ...STEP_UP, detailedResponse: true }],
      act: signsIn,
    });
    await session.normal();
    await signOut(session);
    await session.signIn({ options });
    await missing();
    await inPopup(session, 'the person closes the window', { method, given: [STEP_UP], act: closes });
    await session.step('who is signed in then', user);
    if (kind === 'frame') return;
    await app.make({ ...options, authorizeTimeoutInSeconds: 1 });
    await inPopup(session, 'it takes too long', { method, given: [STEP_UP] });
  });
}
