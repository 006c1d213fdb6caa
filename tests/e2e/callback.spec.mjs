// The way back: which answers are taken, which are not, and what becomes of the login.
import { expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const callback = (url) => window.failure(() => window.client.handleRedirectCallback(url));
const transaction = () => sessionStorage.getItem('a0.spajs.txs.demo-spa');

/** A page with a login under way and nothing answered yet. */
async function waiting(app) {
  await app.open();
  await app.make();
  await app.run(() => window.client.loginWithRedirect({ openUrl: () => {} }));
}

test('appState comes back as JSON would bring it: undefined members are gone', async ({ app }) => {
  await app.open();
  await app.run(() => {
    const appState = { a: 1, b: undefined, c: [null, undefined], d: new Date(0), e: 'ü', f: { g: undefined } };
    void window.make().loginWithRedirect({ appState });
  });
  await app.choose('ada');
  expect(await app.finish()).toEqual({
    appState: { a: 1, c: [null, null], d: '1970-01-01T00:00:00.000Z', e: 'ü', f: {} },
    response_type: 'code',
  });
});

test('without an appState the result has one that is undefined', async ({ app }) => {
  await app.open();
  await app.bringAnswer();
  await app.make();
  const seen = await app.run(async () => {
    const result = await window.client.handleRedirectCallback();
    return { keys: Object.keys(result), type: typeof result.appState, response: result.response_type };
  });
  expect(seen).toEqual({ keys: ['appState', 'response_type'], type: 'undefined', response: 'code' });
});

test('an appState may be anything that JSON can hold', async ({ app }) => {
  for (const [index, appState] of ['a text', 7, false, null, ['list']].entries()) {
    await app.open();
    const result = await app.signIn({ as: index === 0 ? 'ada' : false, login: { appState } });
    expect(result).toEqual({ appState, response_type: 'code' });
  }
});

test('a finished login leaves nothing of it in the page', async ({ app }) => {
  await app.signIn({ login: { appState: { private: 'yes' } } });
  expect(await app.run(() => ({ ...sessionStorage }))).toEqual({});
});

test('an address without a query says so, and names no login', async ({ app }) => {
  await waiting(app);
  expect(await app.run(callback, `${app.url}/`)).toMatchObject({
    classes: [],
    message: 'There are no query params available for parsing.',
  });
  expect(await app.run(transaction)).not.toBeNull();
});

test('without a login under way there is no transaction, and nothing is sent', async ({ app }) => {
  await app.open('/callback?code=abc&state=def');
  await app.make();
  expect(await app.run(callback)).toMatchObject({
    classes: ['GenericError'],
    error: 'missing_transaction',
    message: 'Invalid state',
  });
  expect(app.wire.tokens()).toEqual([]);
});

test('W21 X-04 a forged answer or error is not believed, and the live login goes on', async ({ app }) => {
  await app.open();
  const real = await app.bringAnswer({ login: { appState: 'mine' } });
  await app.make();
  const stored = await app.run(transaction);
  const forged = [
    '?code=stolen&state=forged',
    '?error=access_denied&error_description=fake&state=forged',
    '?error=access_denied',
    '?code=stolen',
  ];
  for (const query of forged) {
    const refusal = await app.run(callback, `${app.url}/callback${query}`);
    expect(refusal, query).toMatchObject({
      classes: ['GenericError'],
      error: 'state_mismatch',
      message: 'Invalid state',
    });
    expect(await app.run(transaction)).toBe(stored);
  }
  expect(app.wire.tokens()).toEqual([]);
  expect(await app.run(callback, real)).toEqual({ resolved: { appState: 'mine', response_type: 'code' } });
});

test('X-16 two logins at once: both finish, in any order', async ({ app }) => {
  await app.open();
  const first = await app.bringAnswer({ login: { appState: 'first' } });
  await app.open();
  const second = await app.bringAnswer({ as: false, login: { appState: 'second' } });
  await app.make();
  expect(await app.run(callback, first)).toMatchObject({ resolved: { appState: 'first' } });
  expect(await app.run(callback, second)).toMatchObject({ resolved: { appState: 'second' } });
  expect(await app.run(() => ({ ...sessionStorage }))).toEqual({});
});

test('logins in two tabs do not disturb each other', async ({ app }) => {
  await app.open();
  const other = await app.tab();
  await other.open();
  await app.leave({ login: { appState: 'one' } });
  await other.leave({ login: { appState: 'two' } });
  await app.choose('ada');
  expect(await app.finish()).toMatchObject({ appState: 'one' });
  await other.choose('ada');
  expect(await other.finish()).toMatchObject({ appState: 'two' });
  other.refuseComplaints();
});

test('the same client asked twice, at once or later, gives one result and sends one request', async ({ app }) => {
  await app.open();
  await app.bringAnswer({ login: { appState: { x: 1 } } });
  await app.make();
  const results = await app.run(async () => {
    const both = await Promise.all([window.client.handleRedirectCallback(), window.client.handleRedirectCallback()]);
    return [...both, await window.client.handleRedirectCallback()];
  });
  expect(results).toEqual(Array(3).fill({ appState: { x: 1 }, response_type: 'code' }));
  expect(app.wire.tokens()).toHaveLength(1);
});

test('another client, or the page loaded again, does not get the result a second time', async ({ app }) => {
  await app.signIn();
  await app.make();
  expect(await app.run(callback)).toMatchObject({ error: 'missing_transaction' });
  await app.page.reload();
  await app.ready();
  await app.make();
  expect(await app.run(callback)).toMatchObject({ error: 'missing_transaction' });
  expect(app.wire.tokens()).toHaveLength(1);
});

test('the address is read when the call is made, so that a router may clean it at once', async ({ app }) => {
  await app.open();
  await app.bringAnswer({ login: { appState: 'kept' } });
  await app.make();
  const result = await app.run(() => {
    const finished = window.client.handleRedirectCallback();
    history.replaceState({}, '', '/');
    return finished;
  });
  expect(result).toMatchObject({ appState: 'kept' });
});

test('a hash router’s address works', async ({ app }) => {
  await app.open();
  const url = await app.bringAnswer();
  await app.make();
  const hashed = `${app.url}/#/callback${new URL(url).search}`;
  expect(await app.run(callback, hashed)).toMatchObject({ resolved: { response_type: 'code' } });
});

test('a refusal of the tenant is an AuthenticationError with state and appState, and ends the login', async ({
  app,
}) => {
  await app.open();
  await app.leave({ login: { appState: { target: '/x' } } });
  await app.page.getByRole('button', { name: /Deny/ }).click();
  await app.back();
  const state = new URL(app.page.url()).searchParams.get('state');
  await app.make();
  expect(await app.run(callback)).toMatchObject({
    classes: ['AuthenticationError', 'GenericError'],
    message: 'User did not authorize the request',
    own: {
      error: 'access_denied',
      error_description: 'User did not authorize the request',
      state,
      appState: { target: '/x' },
    },
  });
  expect(await app.run(transaction)).toBeNull();
  expect(app.wire.tokens()).toEqual([]);
});

test('a refusal without words has the code as its message, and null for an appState that was not given', async ({
  app,
}) => {
  await waiting(app);
  const { state } = JSON.parse(await app.run(transaction));
  const url = `${app.url}/callback?error=temporarily_unavailable&state=${encodeURIComponent(state)}`;
  expect(await app.run(callback, url)).toMatchObject({
    message: 'temporarily_unavailable',
    own: { error_description: 'temporarily_unavailable', appState: null },
  });
});

test('an answer with neither code nor error sends nothing', async ({ app }) => {
  await waiting(app);
  const { state } = JSON.parse(await app.run(transaction));
  const url = `${app.url}/callback?state=${encodeURIComponent(state)}`;
  expect(await app.run(callback, url)).toMatchObject({ classes: ['GenericError'], error: 'missing_code' });
  expect(app.wire.tokens()).toEqual([]);
});

test('an answer that names a parameter twice is refused, and the login lives', async ({ app }) => {
  await waiting(app);
  const { state } = JSON.parse(await app.run(transaction));
  const url = `${app.url}/callback?code=a&code=b&state=${encodeURIComponent(state)}`;
  expect(await app.run(callback, url)).toMatchObject({ error: 'invalid_request' });
  expect(await app.run(transaction)).not.toBeNull();
});

test('a code that was used up is refused in the tenant’s words', async ({ app, tenant }) => {
  await app.open();
  const url = await app.bringAnswer();
  const code = new URL(url).searchParams.get('code');
  await app.make();
  const spoiled = url.replace(code, `${code}x`);
  expect(await app.run(callback, spoiled)).toMatchObject({
    classes: ['GenericError'],
    status: 403,
    own: { error: 'invalid_grant', error_description: 'Invalid authorization code' },
  });
  expect(seenBy(tenant, '/oauth/token')).toMatchObject([{ status: 403 }]);
});
