// Connecting an account in a popup.
import { expect, test } from './support/fixtures.mjs';
import { allowThere, CONNECTING, finishThere, lookElsewhere, openPopup, outcomeOf } from './support/popup.mjs';
import { seenBy } from './support/wire.mjs';

const GOOGLE = { connection: 'google-oauth2', appState: { from: 'here' } };
const accounts = () => window.client.listConnectedAccounts();

/** Somebody is signed in on a page that a policy may part from its popups. */
async function ready(app) {
  await lookElsewhere(app);
  await app.signIn({ options: CONNECTING });
  app.wire.forget();
}

async function connect(app, options = GOOGLE) {
  const popup = await openPopup(app, 'connectAccountWithPopup', options);
  const closed = popup.waitForEvent('close');
  await allowThere(popup);
  await finishThere(app, popup).catch(() => {});
  const outcome = await outcomeOf(app);
  await closed;
  return outcome;
}

for (const policy of ['unsafe-none', 'same-origin-allow-popups', 'same-origin']) {
  test(`an account is connected and the page stays, under the opener policy ${policy}`, async ({
    app,
    site,
    tenant,
  }) => {
    site.serveWith({ 'cross-origin-opener-policy': policy });
    await ready(app);
    const before = app.page.url();
    expect(await connect(app)).toMatchObject({
      resolved: {
        id: expect.stringMatching(/^cac_/),
        connection: 'google-oauth2',
        access_type: 'offline',
        appState: { from: 'here' },
        response_type: 'connect_code',
      },
    });
    expect(app.page.url()).toBe(before);
    expect((await app.run(accounts)).accounts).toHaveLength(1);
    expect(seenBy(tenant, '/me/v1/connected-accounts/complete')).toHaveLength(1);
    expect(app.wire.to('/me/v1/connected-accounts/complete', 'POST')).toHaveLength(1);
  });
}

test('two accounts are connected at once, each in its window', async ({ app }) => {
  await ready(app);
  const opened = [];
  app.page.on('popup', (popup) => opened.push(popup));
  await app.run(() => {
    const connect = (connection) => window.client.connectAccountWithPopup({ connection });
    // As long as a person takes for both, one after the other.
    const asked = ['google-oauth2', 'github'].map((name) => window.failure(() => connect(name), 45_000));
    window.outcome = Promise.all(asked);
  });
  await expect.poll(() => opened.length).toBe(2);
  for (const popup of opened) await popup.getByText('Deny and go back').waitFor();
  for (const popup of opened.reverse()) {
    await allowThere(popup);
    await finishThere(app, popup).catch(() => {});
    await expect.poll(() => popup.isClosed()).toBe(true);
  }
  const outcomes = await app.run(() => window.outcome);
  expect(outcomes).toMatchObject([
    { resolved: { connection: 'google-oauth2' } },
    { resolved: { connection: 'github' } },
  ]);
});

test('a person who says no: ConnectError with the connection and the state of the application', async ({ app }) => {
  await ready(app);
  const popup = await openPopup(app, 'connectAccountWithPopup', GOOGLE);
  await popup.getByText('Deny and go back').click();
  await finishThere(app, popup).catch(() => {});
  expect(await outcomeOf(app)).toMatchObject({
    classes: ['ConnectError', 'GenericError'],
    own: { connection: 'google-oauth2', appState: { from: 'here' } },
  });
  await expect.poll(() => popup.isClosed()).toBe(true);
});

test('closed, timed out and called off are told apart', async ({ app }) => {
  await app.signIn({ options: CONNECTING });
  const closed = await openPopup(app, 'connectAccountWithPopup', GOOGLE);
  await closed.getByText('Deny and go back').waitFor();
  await closed.close();
  expect(await outcomeOf(app)).toMatchObject({
    classes: ['GenericError', 'PopupCancelledError'],
    own: { error: 'cancelled', popup: true },
  });
  const late = await openPopup(app, 'connectAccountWithPopup', GOOGLE, { timeoutInSeconds: 1 });
  expect(await outcomeOf(app)).toMatchObject({ classes: ['GenericError', 'PopupTimeoutError', 'TimeoutError'] });
  expect(late.isClosed()).toBe(false);
  await late.close();
  const opened = app.page.waitForEvent('popup');
  await app.run((given) => {
    window.controller = new AbortController();
    const { signal } = window.controller;
    window.outcome = window.failure(() => window.client.connectAccountWithPopup(given, { signal }));
  }, GOOGLE);
  const popup = await opened;
  await popup.getByText('Deny and go back').waitFor();
  await app.run(() => window.controller.abort(new Error('enough')));
  expect(await outcomeOf(app)).toMatchObject({ classes: [], message: 'enough' });
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect((await app.run(accounts)).accounts).toEqual([]);
});

test('an answer that comes when nobody waits any more: the window says what to do', async ({ app }) => {
  await ready(app);
  const popup = await openPopup(app, 'connectAccountWithPopup', GOOGLE, { timeoutInSeconds: 1 });
  expect(await outcomeOf(app)).toMatchObject({ error: 'timeout' });
  await allowThere(popup);
  const page = await finishThere(app, popup);
  expect(await page.run(() => window.seen)).toMatchObject({
    classes: ['GenericError'],
    error: 'missing_transaction',
    message: expect.stringContaining('Close this window'),
  });
});

test('what cannot be connected leaves no empty window', async ({ app }) => {
  await app.signIn({ options: CONNECTING });
  const refused = (given) => window.failure(() => window.client.connectAccountWithPopup(given));
  expect(await app.run(refused, { connection: 'windowslive' })).toMatchObject({ classes: ['MyAccountApiError'] });
  expect(await app.run(refused, {})).toMatchObject({ message: 'connection is required' });
  const abroad = { ...GOOGLE, redirectUri: 'https://app.example/callback' };
  expect(await app.run(refused, abroad)).toMatchObject({ classes: ['GenericError', 'InvalidConfigurationError'] });
  await expect.poll(() => app.page.context().pages().length).toBe(1);
});
