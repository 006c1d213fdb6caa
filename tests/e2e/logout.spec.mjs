import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { queryOf, seenBy } from './support/wire.mjs';

const urlOf = (given) => {
  let opened;
  return window.client.logout({ ...given, openUrl: (url) => (opened = url) }).then(() => opened);
};

test('S3-E2 logout() empties the page, and the tenant ends its session', async ({ app, site, tenant }) => {
  const options = { cacheLocation: 'localstorage', authorizationParams: { audience: CALENDAR } };
  await app.signIn({ options });
  expect(await app.run(() => window.everythingStored())).toContain('@@auth0spajs@@');
  await app.run(() => void window.client.logout());
  await app.page.waitForURL((url) => url.origin === site.url && url.pathname === '/' && !url.search);
  await app.ready();
  const [request] = app.wire.to('/v2/logout');
  expect(request.url().startsWith(`${tenant.url}/v2/logout?client_id=demo-spa&auth0Client=`)).toBe(true);
  expect(seenBy(tenant, '/v2/logout')[0].note).toContain('session of auth0|ada ended');
  const left = await app.run(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]);
  expect(left).toEqual([[], [], '']);
  const cookies = await app.page.context().cookies(tenant.url);
  expect(cookies.filter(({ name }) => name === `auth0_${tenant.port}`)).toEqual([]);
  await app.make(options);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  await app.run(() => void window.client.loginWithRedirect());
  await expect(app.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('S3-E3 logoutParams.returnTo brings the person back there, and only to a registered place', async ({
  app,
  site,
  tenant,
}) => {
  await app.signIn();
  const returnTo = `${site.url}/index.html`;
  await app.run((url) => void window.client.logout({ logoutParams: { returnTo: url } }), returnTo);
  await app.page.waitForURL(returnTo);
  expect(queryOf(app.wire.to('/v2/logout')[0]).get('returnTo')).toBe(returnTo);
  await app.open();
  await app.signIn();
  await app.run(() => void window.client.logout({ logoutParams: { returnTo: 'https://attacker.example/' } }));
  await app.page.waitForURL((url) => url.origin === tenant.url);
  await expect(app.page.locator('main')).toContainText('is not among the Allowed Logout URLs');
});

test('the URL: parameters in their order, federated last and without a value', async ({ app, tenant }) => {
  await app.open();
  await app.make({ auth0Client: { name: 'wrapper', version: '1', env: { a: 'b' } } });
  const telemetry = encodeURIComponent(btoa('{"name":"wrapper","version":"1"}'));
  const base = `${tenant.url}/v2/logout?`;
  const cases = [
    [{}, `client_id=demo-spa&auth0Client=${telemetry}`],
    [
      { logoutParams: { returnTo: 'http://localhost/a b', custom: 'x&y', federated: true, gone: undefined } },
      `client_id=demo-spa&returnTo=http%3A%2F%2Flocalhost%2Fa+b&custom=x%26y&auth0Client=${telemetry}&federated`,
    ],
    [{ logoutParams: { federated: false } }, `client_id=demo-spa&auth0Client=${telemetry}`],
    [{ clientId: 'other-spa' }, `client_id=other-spa&auth0Client=${telemetry}`],
    [{ clientId: null }, `&auth0Client=${telemetry}`],
    [{ clientId: null, logoutParams: { returnTo: 'x' } }, `returnTo=x&auth0Client=${telemetry}`],
  ];
  for (const [given, query] of cases) expect(await app.run(urlOf, given)).toBe(base + query);
});

test('openUrl: false stays on the page, though the session of the page ends', async ({ app, tenant }) => {
  await app.signIn();
  tenant.log.clear();
  const left = await app.run(async () => {
    await window.client.logout({ openUrl: false });
    return [await window.client.isAuthenticated(), await window.client.getUser(), document.cookie];
  });
  expect(left).toEqual([false, undefined, '']);
  expect(tenant.log.entries(0)).toEqual([]);
  expect(await app.run(() => window.client.getTokenSilently({ cacheMode: 'cache-only' }))).toBeUndefined();
});

test('a callback is awaited with the session already gone; onRedirect is the old name for it', async ({ app }) => {
  await app.signIn();
  const seen = await app.run(async () => {
    const seen = [];
    const openUrl = async (url) => {
      seen.push(new URL(url).pathname, await window.client.isAuthenticated());
    };
    await window.client.logout({ openUrl });
    await window.client.logout({ onRedirect: async () => void seen.push('onRedirect') });
    return seen;
  });
  expect(seen).toEqual(['/v2/logout', false, 'onRedirect']);
});

test('a login that waits is forgotten with a logout', async ({ app }) => {
  await app.open();
  const url = await app.bringAnswer();
  await app.make();
  await app.run(() => window.client.logout({ openUrl: false }));
  expect(
    await app.run((answer) => window.failure(() => window.client.handleRedirectCallback(answer)), url),
  ).toMatchObject({ error: 'missing_transaction' });
});
