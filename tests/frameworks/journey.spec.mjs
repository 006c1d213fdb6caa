// The same journey in each application: sign in at a guarded page, a bound API call, an account connected, sign out.
import { expect, test } from './support/fixtures.mjs';

test('sign in, profile, guarded route, API call over DPoP, connected account, sign out', async ({ visit, stack }) => {
  const { page } = visit;
  await visit.open();
  await expect(visit.text('signed-out')).toBeVisible();

  // A guarded page asks for a login, and is where the user is afterwards.
  await visit.go('Profile');
  await visit.choose('ada');
  await expect(visit.text('name')).toHaveText('Ada Lovelace');
  await expect(visit.text('email')).toHaveText('ada@example.com');
  await expect(page).toHaveURL(`${visit.url}/profile`);

  await stack.api.switches.set({ rs_nonce: 'required' });
  await visit.go('Calendar');
  expect(await visit.press('fetcher')).toMatchObject({ status: 200 });
  expect(stack.api.proofs().length).toBeGreaterThan(0);

  await visit.go('Accounts');
  await visit.text('connect').click();
  await visit.allow();
  await expect(visit.text('connected')).toHaveText('google-oauth2');
  await expect(page).toHaveURL(`${visit.url}/accounts`);
  expect(await visit.press('read')).toMatchObject({ status: 200 });

  await visit.text('logout').click();
  await expect(page).toHaveURL(`${visit.url}/`);
  await expect(visit.text('signed-out')).toBeVisible();
  expect(visit.seen('/v2/logout')).toHaveLength(1);
  // Nobody is signed in at the tenant either: the guarded page asks again.
  await visit.go('Profile');
  await page.waitForURL((url) => url.origin === stack.tenant.url);
  await expect(page.getByRole('button', { name: /Ada Lovelace/ })).toBeVisible();
});

test('the original SDK of Auth0 signs nobody in: what runs is this package', async ({ visit, page }) => {
  // Only this package keeps entries that nobody can read, under a name of its own.
  await visit.open();
  await visit.signIn();
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toContain('auth0-spa-wasm');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('auth0spajs')))).toEqual([]);
});

test('a login that the tenant refuses is an error with its code', async ({ visit, page }) => {
  await visit.open();
  await visit.text('login').click();
  await page.waitForURL((url) => url.origin === visit.stack.tenant.url);
  const { state } = visit.asked();
  await page.goto(`${visit.url}/?error=access_denied&error_description=No%20entry&state=${state}`);
  await expect(visit.text('failure')).toContainText('access_denied: No entry');
  await expect(visit.text('signed-out')).toBeVisible();
});
