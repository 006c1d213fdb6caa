// What a page does before it has the whole wasm, when it fetches that, and what happens where it cannot.
import { ORDERS, expect, test } from './support/fixtures.mjs';
import { openPopup, outcomeOf, signInThere } from './support/popup.mjs';
import { grants, refreshing, token } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

const KEPT = refreshing({ cacheLocation: 'localstorage' });
/** Without refresh tokens. */
const STORED = { cacheLocation: 'localstorage' };
const WHOLE = '**/pkg/dist/whole.js';

/** Counts the requests for the whole wasm, and decides what becomes of them: nothing yet, or an answer. */
async function gate(page) {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  const requests = [];
  await page.route(WHOLE, async (route) => {
    requests.push(route.request().url());
    await opened;
    await route.continue();
  });
  return { requests, open };
}

/** As after a deployment that left nothing of the one before: hosts of applications answer with their page. */
const takeAway = (page) => page.route(WHOLE, (route) => route.fulfill({ contentType: 'text/html', body: '<html>' }));

const answers = async () => {
  await window.client.checkSession();
  const user = (await window.client.getUser())?.sub;
  const claims = (await window.client.getIdTokenClaims())?.sub;
  const known = await window.client.isAuthenticated();
  const token = await window.client.getTokenSilently({ cacheMode: 'cache-only' });
  return { user, claims, known, token: typeof token };
};

test('who is signed out is told so, and sent to the tenant, without the whole wasm', async ({ app }) => {
  const { requests } = await gate(app.page);
  await app.open();
  await app.make();
  expect(await app.run(answers)).toEqual({ user: undefined, claims: undefined, known: false, token: 'undefined' });
  await app.leave({ login: { appState: { target: '/inside' } } });
  expect(requests).toEqual([]);
});

test('the answer of the tenant fetches it, once', async ({ app }) => {
  await app.open();
  await app.bringAnswer({ login: { appState: 'kept' } });
  const { requests, open } = await gate(app.page);
  open();
  expect(await app.finish()).toMatchObject({ appState: 'kept' });
  expect((await app.run(() => window.client.getUser())).sub).toBe('auth0|ada');
  expect(requests).toHaveLength(1);
});

test('who is signed in is known without it; it comes by itself, and a refresh then needs no more', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: KEPT });
  const { requests, open } = await gate(app.page);
  await app.open();
  await app.make(KEPT);
  expect(await app.run(answers)).toEqual({ user: 'auth0|ada', claims: 'auth0|ada', known: true, token: 'string' });
  await expect.poll(() => requests.length).toBe(1);
  open();
  tenant.log.clear();
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
  expect(grants(tenant)).toEqual(['refresh_token']);
  expect(requests).toHaveLength(1);
});

const calls = {
  'a refresh': () => window.client.getTokenSilently({ cacheMode: 'off' }),
  fetchWithAuth: async ({ api }) => (await window.client.createFetcher().fetchWithAuth(`${api}/calendar`)).status,
  logout: () => window.client.logout({ openUrl: false }),
};
const results = { 'a refresh': expect.any(String), fetchWithAuth: 200, logout: undefined };

for (const [name, call] of Object.entries(calls)) {
  test(`${name} as the first call of a page fetches it, and works`, async ({ app }) => {
    await app.signIn({ options: KEPT });
    const { requests, open } = await gate(app.page);
    open();
    await app.open();
    await app.make(KEPT);
    expect(await app.run(`(${call})(window.settings)`)).toEqual(results[name]);
    expect(requests).toHaveLength(1);
  });
}

test('a signed-out tab that a deployment left behind cannot open a popup, but sends the user to sign in', async ({
  app,
}) => {
  await takeAway(app.page);
  await app.open();
  await app.make();
  expect(await app.run(() => window.client.getUser())).toBeUndefined();
  const popup = await openPopup(app, 'loginWithPopup');
  expect(await outcomeOf(app)).toMatchObject({
    classes: ['GenericError'],
    error: 'wasm_load_failed',
    message: expect.stringMatching(/dist\/whole\.js.*After a new deployment, reload the page/),
  });
  await expect.poll(() => popup.isClosed()).toBe(true);
  await app.leave();
});

test('once the file is there again, the same tab goes on', async ({ app }) => {
  await takeAway(app.page);
  await app.open();
  await app.make();
  await openPopup(app, 'loginWithPopup');
  expect(await outcomeOf(app)).toMatchObject({ error: 'wasm_load_failed' });
  await app.page.unroute(WHOLE);
  const popup = await openPopup(app, 'loginWithPopup');
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  expect((await app.run(() => window.client.getUser())).sub).toBe('auth0|ada');
});

test('a signed-in tab has it when a deployment takes it away', async ({ app }) => {
  await app.signIn({ options: KEPT });
  const arrived = app.page.waitForResponse(WHOLE);
  await app.open();
  await app.make(KEPT);
  await app.run(() => window.client.getUser());
  await (await arrived).finished();
  await takeAway(app.page);
  expect(await app.run(token, { cacheMode: 'off' })).toEqual({ resolved: expect.any(String) });
  await app.run(() => window.client.logout({ openUrl: false }));
});

test('after init() everything is there, and nothing is loaded later', async ({ app }) => {
  const { requests, open } = await gate(app.page);
  open();
  await app.open();
  await app.run(() => window.sdk.init());
  expect(requests).toHaveLength(1);
  await takeAway(app.page);
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
});

test('the whole one goes on with the same user object and the same token', async ({ app, tenant }) => {
  await app.signIn({ options: STORED });
  const { requests, open } = await gate(app.page);
  await app.open();
  await app.make(STORED);
  tenant.log.clear();
  const former = await app.run(async () => {
    window.former = await window.client.getUser();
    return [window.former.sub, await window.client.getTokenSilently()];
  });
  open();
  // None of the small one's calls, and without refresh tokens it does nothing: the whole one is there when it is answered.
  await app.run(() => window.client.revokeRefreshToken());
  const after = await app.run(async () => {
    const user = await window.client.getUser();
    return [user === window.former, user.sub, await window.client.getTokenSilently()];
  });
  expect(after).toEqual([true, ...former]);
  expect(requests).toHaveLength(1);
  expect(tenant.log.entries(0)).toEqual([]);
});

test('calls at once that need it make one request for a token', async ({ app }) => {
  await app.signIn({ options: STORED });
  const { requests, open } = await gate(app.page);
  open();
  await app.open();
  await app.make(STORED);
  const before = app.wire.tokens().length;
  const tokens = await app.run(
    (audience) =>
      Promise.all([1, 2, 3].map(() => window.client.getTokenSilently({ authorizationParams: { audience } }))),
    ORDERS,
  );
  expect(new Set(tokens).size).toBe(1);
  expect(requests).toHaveLength(1);
  expect(app.wire.tokens().length - before).toBe(1);
});

test('a session in memory fetches it at once', async ({ app }) => {
  await app.signIn();
  const { requests, open } = await gate(app.page);
  open();
  await app.open();
  await app.make();
  expect(await app.run(async () => (await window.client.checkSession(), window.client.isAuthenticated()))).toBe(true);
  expect(requests).toHaveLength(1);
});

test('with DPoP the start is small as well; the key on the way to the login is the whole one’s', async ({
  app,
  tenant,
}) => {
  const { requests, open } = await gate(app.page);
  await app.open();
  await app.make({ useDpop: true });
  expect(await app.run(answers)).toEqual({ user: undefined, claims: undefined, known: false, token: 'undefined' });
  open();
  await app.leave({ options: { useDpop: true } });
  expect(requests).toHaveLength(1);
  expect(seenBy(tenant, '/authorize')[0].query.dpop_jkt).toMatch(/^[\w-]{43}$/);
});
