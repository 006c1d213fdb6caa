// The stamps by which tabs know that they see the newest localStorage.
import { App } from './support/app.mjs';
import { expect, test } from './support/fixtures.mjs';
import { refreshing, token } from './support/refresh.mjs';
import { startSite } from './support/site.mjs';

const OPTIONS = refreshing({ cacheLocation: 'localstorage' });
const NEXT = { resolved: expect.any(String) };

const stamps = () =>
  document.cookie
    .split('; ')
    .filter((cookie) => cookie.startsWith('auth0.spa.stamp.'))
    .map((cookie) => cookie.split('=')[0]);

async function renew(app) {
  await app.signIn({ options: OPTIONS });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  return app.run(stamps);
}

test('pages of two ports share cookies, but no stamps', async ({ app, tenant, servers }) => {
  const settings = { domain: tenant.url, api: servers.api.url, otherApi: servers.otherApi.url };
  const site = await startSite({ settings: () => settings });
  tenant.allowOrigin(site.url);
  const here = await renew(app);
  expect(here.length).toBeGreaterThan(0);
  const other = new App(await app.page.context().newPage(), site.url, tenant);
  await other.open();
  await other.bringAnswer({ as: false, options: OPTIONS });
  await other.finish(OPTIONS);
  expect(await other.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  const both = await other.run(stamps);
  expect(both).toHaveLength(2 * here.length);
  expect(new Set(both).size).toBe(both.length);
  await site.close();
});

test('a localStorage that was cleared is signed out, and works again', async ({ app }) => {
  await renew(app);
  await app.run(() => localStorage.clear());
  await app.open();
  await app.make(OPTIONS);
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ error: 'missing_refresh_token' });
  await app.signIn({ as: false, options: OPTIONS });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
});
