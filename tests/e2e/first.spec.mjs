// The small wasm that a first visit starts with, and when the whole one is loaded.
import { CALENDAR, ORDERS, expect, test } from './support/fixtures.mjs';
import { openPopup, outcomeOf, signInThere } from './support/popup.mjs';
import { seenBy } from './support/wire.mjs';

const STORED = { cacheLocation: 'localstorage', authorizationParams: { audience: CALENDAR } };
const WHOLE = '**/whole.js';

/** Watches a page: how often it has asked for the whole wasm. */
function watch({ page }) {
  const seen = { loads: 0 };
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/whole.js')) seen.loads += 1;
  });
  return seen;
}

/** A page of somebody whose session lies in the store. */
async function comeBack(app) {
  await app.signIn({ options: STORED });
  await app.open();
  const seen = watch(app);
  await app.make(STORED);
  return seen;
}

test('a visitor who is not signed in, up to the login, loads the small one only', async ({ app, tenant }) => {
  const seen = watch(app);
  await app.open();
  const found = await app.run(async () => {
    const client = await window.sdk.createAuth0Client(window.options());
    window.client = client;
    const cached = await client.getTokenSilently({ cacheMode: 'cache-only' });
    return [await client.getUser(), await client.getIdTokenClaims(), await client.isAuthenticated(), cached];
  });
  expect(found).toEqual([undefined, undefined, false, undefined]);
  expect(tenant.log.entries(0)).toEqual([]);
  await app.run(() => void window.client.loginWithRedirect({ appState: { to: '/cart' } }));
  await app.page.waitForURL((url) => url.origin === tenant.url);
  expect(seen.loads).toBe(0);
  await app.choose('ada');
  expect(await app.finish()).toEqual({ appState: { to: '/cart' }, response_type: 'code' });
  expect(seen.loads).toBe(1);
});

test('whoever comes back is known without a request, and gets the whole one a moment later', async ({
  app,
  tenant,
}) => {
  const seen = await comeBack(app);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await app.page.route(WHOLE, async (route) => (await released, route.continue()));
  tenant.log.clear();
  const known = await app.run(async () => {
    window.former = await window.client.getUser();
    await window.client.checkSession();
    return [window.former.sub, await window.client.isAuthenticated(), await window.client.getTokenSilently()];
  });
  expect(known).toEqual(['auth0|ada', true, expect.stringMatching(/^ey/)]);
  // So far it could not be had, even where this took longer than that moment.
  release();
  await expect.poll(() => seen.loads).toBe(1);
  // Both answer with the same object, and the same token.
  // None of the small one's calls: the whole one is there when it is answered.
  await app.run(() => window.client.revokeRefreshToken());
  const after = await app.run(async () => {
    const user = await window.client.getUser();
    return [user === window.former, user.sub, await window.client.getTokenSilently()];
  });
  expect(after).toEqual([true, 'auth0|ada', known[2]]);
  expect(tenant.log.entries(0)).toEqual([]);
});

test('with DPoP the start is small as well; the key on the way to the login is the whole one’s', async ({
  app,
  tenant,
}) => {
  const seen = watch(app);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await app.page.route(WHOLE, async (route) => (await released, route.continue()));
  await app.open();
  const found = await app.run(async () => {
    window.client = await window.sdk.createAuth0Client(window.options({ useDpop: true }));
    return [await window.client.getUser(), await window.client.isAuthenticated()];
  });
  expect(found).toEqual([undefined, false]);
  release();
  await app.run(() => void window.client.loginWithRedirect());
  await app.page.waitForURL((url) => url.origin === tenant.url);
  expect(seen.loads).toBe(1);
  expect(seenBy(tenant, '/authorize')[0].query.dpop_jkt).toMatch(/^[\w-]{43}$/);
});

test('a token that has to be renewed loads the whole one: calls at once make one request', async ({ app, tenant }) => {
  const seen = await comeBack(app);
  tenant.log.clear();
  const tokens = await app.run(
    (audience) =>
      Promise.all([1, 2, 3].map(() => window.client.getTokenSilently({ authorizationParams: { audience } }))),
    ORDERS,
  );
  expect(new Set(tokens).size).toBe(1);
  expect(seen.loads).toBe(1);
  expect(tenant.log.entries(0).filter(({ path, method }) => path === '/oauth/token' && method === 'POST')).toHaveLength(
    1,
  );
});

test('a session in memory loads the whole one only, at once', async ({ app }) => {
  await app.signIn();
  await app.open();
  const seen = watch(app);
  await app.make();
  expect(await app.run(async () => (await window.client.checkSession(), window.client.isAuthenticated()))).toBe(true);
  expect(seen.loads).toBe(1);
});

test('where it is missing, a call that needs it says so, and what needs it not goes on', async ({ app, tenant }) => {
  await app.page.context().route(WHOLE, (route) => route.fulfill({ status: 404, body: 'none' }));
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  expect(await outcomeOf(app)).toMatchObject({
    classes: ['GenericError'],
    error: 'wasm_load_failed',
    message: expect.stringMatching(/dist\/whole\.js .* deployed .* reload the page\.$/),
  });
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  await app.page.context().unroute(WHOLE);
  await app.open();
  await app.make();
  await signInThere(await openPopup(app, 'loginWithPopup'));
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  expect(tenant.log.entries(0).length).toBeGreaterThan(0);
});
