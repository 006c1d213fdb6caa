// Login in a popup, answered by a message of the tenant.
import { expect, test } from './support/fixtures.mjs';
import { finishThere, openPopup, outcomeOf, signInThere } from './support/popup.mjs';
import { seenBy } from './support/wire.mjs';

const user = () => window.client.getUser();
const there = (app) => app.page.context().pages().length - 1;

/** A whole login in a popup; gives what became of it. */
async function logIn(app, options, config) {
  const popup = await openPopup(app, 'loginWithPopup', options, config);
  await signInThere(popup);
  return outcomeOf(app);
}

test('a person signs in and the page stays', async ({ app, tenant, site }) => {
  await app.open('/?here=1');
  await app.make({ authorizationParams: { redirect_uri: undefined } });
  const popup = await openPopup(app, 'loginWithPopup');
  expect(await app.run(() => [window.config.popup.closed, Object.keys(window.config)])).toEqual([false, ['popup']]);
  const closed = popup.waitForEvent('close');
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  await closed;
  expect(await app.run(user)).toMatchObject({ sub: 'auth0|ada' });
  expect(app.page.url()).toBe(`${site.url}/?here=1`);
  const [{ query }] = seenBy(tenant, '/authorize');
  expect(query).toMatchObject({ response_mode: 'web_message', redirect_uri: site.url });
  expect(app.wire.tokens()).toHaveLength(1);
  expect(await app.run(() => Object.keys(sessionStorage))).toEqual([]);
});

test('the window opens in the caller’s task, before the WebAssembly is there, under its known name', async ({
  app,
}) => {
  await app.open();
  const opened = app.page.waitForEvent('popup');
  const seen = await app.run(() => {
    const calls = [];
    const { open } = window;
    window.open = (...args) => {
      calls.push(args);
      return open.apply(window, args);
    };
    window.make().loginWithPopup();
    return calls;
  });
  await opened;
  expect(seen).toHaveLength(1);
  expect(seen[0].slice(0, 2)).toEqual(['', 'auth0:authorize:popup']);
  expect(seen[0][2]).toMatch(/^left=[\d.-]+,top=[\d.-]+,width=400,height=600,resizable,scrollbars=yes,status=1$/);
});

test('a closed popup: PopupCancelledError with the window, and the next login opens another', async ({ app }) => {
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
  await popup.close();
  expect(await outcomeOf(app)).toMatchObject({
    classes: ['GenericError', 'PopupCancelledError'],
    message: 'Popup closed',
    own: { error: 'cancelled', error_description: 'Popup closed', popup: true },
  });
  // W28: the settings of before hold the closed window.
  const again = app.page.waitForEvent('popup');
  await app.run(() => {
    window.outcome = window.failure(() => window.client.loginWithPopup({}, window.config));
  });
  await signInThere(await again);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
});

test('a popup that takes too long: PopupTimeoutError, and the window stays for whoever goes on with it', async ({
  app,
}) => {
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup', {}, { timeoutInSeconds: 1 });
  expect(await outcomeOf(app)).toMatchObject({
    classes: ['GenericError', 'PopupTimeoutError', 'TimeoutError'],
    message: 'Timeout',
    own: { error: 'timeout', error_description: 'Timeout', popup: true },
  });
  expect(popup.isClosed()).toBe(false);
  await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
  const before = popup.url();
  const again = await app.run(() => {
    window.outcome = window.failure(() => window.client.loginWithPopup({}, { popup: window.config.popup }));
    return window.config.popup.closed;
  });
  expect(again).toBe(false);
  // The page of the login before is still there for a moment.
  await popup.waitForURL((url) => url.href !== before);
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
});

test('an AbortSignal calls it off: the window closes and the reason comes back as it was given', async ({ app }) => {
  await app.open();
  await app.make();
  const opened = app.page.waitForEvent('popup');
  await app.run(() => {
    window.controller = new AbortController();
    window.outcome = window.failure(() => window.client.loginWithPopup({}, { signal: window.controller.signal }));
  });
  const popup = await opened;
  await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
  const closed = popup.waitForEvent('close');
  await app.run(() => window.controller.abort());
  expect(await outcomeOf(app)).toMatchObject({ classes: [], name: 'AbortError' });
  await closed;
  const late = await app.run(async () => {
    const reason = { mine: true };
    try {
      await window.client.loginWithPopup({}, { signal: AbortSignal.abort(reason) });
    } catch (error) {
      return error === reason;
    }
    return 'not refused';
  });
  expect(late).toBe(true);
  expect(there(app)).toBe(0);
  expect(app.wire.tokens()).toEqual([]);
});

test('two clients on one page sign in at once, each in a window of its own', async ({ app }) => {
  await app.open();
  const opened = [];
  for (const clientId of ['demo-spa', 'other-spa']) {
    const popup = app.page.waitForEvent('popup');
    await app.run((id) => {
      const client = new window.sdk.Auth0Client({ ...window.options(), clientId: id });
      (window.clients ??= []).push(client);
      (window.outcomes ??= []).push(window.failure(() => client.loginWithPopup()));
    }, clientId);
    opened.push(await popup);
  }
  for (const popup of opened) await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
  await signInThere(opened[1], /Grace Hopper/);
  await expect.poll(() => opened[1].isClosed()).toBe(true);
  await signInThere(opened[0]);
  expect(await app.run(() => Promise.all(window.outcomes))).toEqual([{ resolved: undefined }, { resolved: undefined }]);
  const users = await app.run(() => Promise.all(window.clients.map((one) => one.getUser())));
  expect(users.map(({ sub }) => sub)).toEqual(['auth0|ada', 'auth0|grace']);
});

test('closePopup: false leaves the window', async ({ app }) => {
  await app.open();
  await app.make();
  expect(await logIn(app, {}, { closePopup: false })).toEqual({ resolved: undefined });
  expect(there(app)).toBe(1);
  expect(await app.run(() => window.config.popup.closed)).toBe(false);
});

test('W28 messages of other windows and origins, and broken ones, are passed over', async ({ app }) => {
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
  await app.run(() => {
    const { domain } = window.settings;
    const answer = { type: 'authorization_response', response: { code: 'stolen', state: 'any' } };
    const say = (data, origin, source) => window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
    window.postMessage(answer, '*');
    say(answer, domain, window);
    say(answer, domain, null);
    say(answer, 'https://attacker.example', window.config.popup);
    for (const data of [undefined, null, 'text', 7, {}, { type: 'authorization_response' }]) {
      say(data, domain, window.config.popup);
    }
  });
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  expect(app.wire.tokens()[0].postData()).not.toContain('stolen');
});

test('an answer with another state is refused, and no code is sent', async ({ app }) => {
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  await popup.getByRole('button', { name: /Ada Lovelace/ }).waitFor();
  await app.run(() => {
    const data = { type: 'authorization_response', response: { code: 'stolen', state: 'forged' } };
    const origin = window.settings.domain;
    window.dispatchEvent(new MessageEvent('message', { data, origin, source: window.config.popup }));
  });
  expect(await outcomeOf(app)).toMatchObject({ classes: ['GenericError'], own: { error: 'state_mismatch' } });
  expect(app.wire.tokens()).toEqual([]);
});

test('a person who says no: the tenant’s error, and the window is closed', async ({ app }) => {
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  await popup.getByRole('button', { name: 'Deny access and return' }).click();
  expect(await outcomeOf(app)).toMatchObject({ classes: ['GenericError'], own: { error: 'access_denied' } });
  await expect.poll(() => there(app)).toBe(0);
});

test('getTokenWithPopup signs in for a token, and the cache has it afterwards', async ({ app, tenant }) => {
  await app.open();
  await app.make();
  const asked = { authorizationParams: { audience: 'https://orders.example.com/', scope: 'read:orders' } };
  const popup = await openPopup(app, 'getTokenWithPopup', asked);
  await signInThere(popup);
  const { resolved } = await outcomeOf(app);
  expect(resolved.split('.')).toHaveLength(3);
  expect(seenBy(tenant, '/authorize')[0].query.scope).toBe('openid profile email read:orders');
  app.wire.forget();
  expect(await app.run((given) => window.client.getTokenSilently(given), asked)).toBe(resolved);
  expect(app.wire.tokens()).toEqual([]);
});

test('a page that may not run WebAssembly says so and leaves no empty window', async ({ app }) => {
  await app.open('/?csp=no-wasm');
  await app.make();
  const opened = app.page.waitForEvent('popup');
  const refusal = await app.run(() => window.failure(() => window.client.loginWithPopup()));
  expect(refusal).toMatchObject({ classes: ['GenericError'] });
  const popup = await opened;
  await expect.poll(() => popup.isClosed()).toBe(true);
  app.takeComplaints();
});

test('S3-E12 an organization by popup: asked for, checked in the ID token, and another one is refused', async ({
  app,
  tenant,
}) => {
  await app.open();
  await app.make();
  const asked = { authorizationParams: { organization: 'org_acme' } };
  expect(await logIn(app, asked)).toEqual({ resolved: undefined });
  expect(seenBy(tenant, '/authorize')[0].query).toMatchObject({
    organization: 'org_acme',
    response_mode: 'web_message',
  });
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({ org_id: 'org_acme' });
  await tenant.switches.set({ id_token_tamper: 'org_id' });
  const popup = await openPopup(app, 'loginWithPopup', asked);
  // The session of the tenant answers.
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(await outcomeOf(app)).toMatchObject({
    message: 'Organization ID (org_id) claim mismatch in the ID token; expected "org_acme", found "org_attacker"',
  });
});

test('S3-E12 an organization by redirect: asked for, checked in the ID token, and another one is refused', async ({
  app,
  tenant,
}) => {
  const login = { authorizationParams: { organization: 'org_acme' } };
  await app.signIn({ login });
  expect(seenBy(tenant, '/authorize')[0].query).toMatchObject({ organization: 'org_acme', response_mode: 'query' });
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({ org_id: 'org_acme' });
  await tenant.switches.set({ id_token_tamper: 'org_id' });
  expect(await app.refused({ as: false, login })).toMatchObject({
    message: 'Organization ID (org_id) claim mismatch in the ID token; expected "org_acme", found "org_attacker"',
  });
});

test('S3-E14 an invitation from the address is passed on by redirect and by popup', async ({ app, tenant }) => {
  const invited = '/?invitation=ticket-1234567890&organization=org_acme&organization_name=acme';
  const start = (how) => {
    const query = new URLSearchParams(location.search);
    const authorizationParams = { organization: query.get('organization'), invitation: query.get('invitation') };
    window.outcome = window.failure(() => window.make()[how]({ authorizationParams }));
  };
  await app.open(invited);
  const opened = app.page.waitForEvent('popup');
  await app.run(start, 'loginWithPopup');
  const popup = await opened;
  await expect(popup.getByText('by invitation')).toBeVisible();
  await signInThere(popup, /Grace Hopper/);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({
    sub: 'auth0|grace',
    org_id: 'org_acme',
  });

  await app.page.context().clearCookies();
  await app.open(invited);
  await app.run(start, 'loginWithRedirect');
  await expect(app.page.getByText('by invitation')).toBeVisible();
  await app.choose('grace');
  await app.finish();
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({
    sub: 'auth0|grace',
    org_id: 'org_acme',
  });
  for (const { query } of seenBy(tenant, '/authorize')) {
    expect(query).toMatchObject({ organization: 'org_acme', invitation: expect.anything() });
  }
});

const STEP_UP = {
  cacheMode: 'off',
  authorizationParams: { acr_values: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' },
};
const silently = (given) => window.failure(() => window.client.getTokenSilently(given));

test('interactiveErrorHandler: a factor that is missing is asked for in a popup, and the session stays', async ({
  app,
}) => {
  await app.signIn();
  expect(await app.run(silently, STEP_UP)).toMatchObject({
    error: 'login_required',
    message: 'Multifactor authentication required',
  });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  await app.open();
  await app.signIn({ as: false, options: { interactiveErrorHandler: 'popup' } });
  const opened = app.page.waitForEvent('popup');
  await app.run((given) => {
    window.outcome = window.failure(() => window.client.getTokenSilently(given));
  }, STEP_UP);
  await signInThere(await opened);
  expect(await outcomeOf(app)).toMatchObject({ resolved: expect.any(String) });
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({ amr: ['mfa'] });
});

test('a session that a native app hands over is taken from the address, by popup too', async ({ app, tenant }) => {
  await app.open('/?a=1&stt=token-1234567890#there');
  await app.make({ sessionTransferTokenQueryParamName: 'stt' });
  const popup = await openPopup(app, 'loginWithPopup');
  await expect.poll(() => app.run(() => location.search + location.hash)).toBe('?a=1#there');
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  expect(seenBy(tenant, '/authorize')[0].query).toHaveProperty('session_transfer_token');
});

test('popupResponseMode: the page at redirect_uri hands the answer over and closes', async ({ app, tenant }) => {
  await app.open();
  await app.make({ popupResponseMode: 'query' });
  const popup = await openPopup(app, 'loginWithPopup');
  const closed = popup.waitForEvent('close');
  await signInThere(popup);
  await finishThere(app, popup).catch(() => {});
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  await closed;
  expect(seenBy(tenant, '/authorize')[0].query.response_mode).toBe('query');
  expect(await app.run(user)).toMatchObject({ sub: 'auth0|ada' });
});
