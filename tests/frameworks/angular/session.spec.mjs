// Login, logout, who is there, and pages for some.
import { expect, CALENDAR, test } from '../support/fixtures.mjs';

test('S4-E1 S4-P1 loginWithRedirect goes to the tenant, and comes back to the root by default', async ({
  visit,
  stack,
}) => {
  stack.change({ authorizationParams: { redirect_uri: undefined } });
  await visit.open('/organizations');
  await visit.signIn();
  expect(visit.asked()).toMatchObject({ client_id: 'demo-spa', response_type: 'code' });
  expect(visit.asked()).not.toHaveProperty('redirect_uri');
  await expect(visit.page).toHaveURL(`${visit.url}/`);
});

test('S4-P1 the address to come back to can be set', async ({ visit, stack }) => {
  stack.change({ authorizationParams: { redirect_uri: `${visit.url}/callback` } });
  await visit.open();
  await visit.signIn();
  expect(visit.asked()).toMatchObject({ redirect_uri: `${visit.url}/callback` });
});

test('S4-E2 logout ends the session here and at the tenant', async ({ visit, page }) => {
  await visit.open();
  await visit.signIn();
  const cookies = async () => (await page.context().cookies(visit.url)).map(({ name }) => name);
  expect(await cookies()).toContain('auth0.demo-spa.is.authenticated');
  await visit.text('logout').click();
  await expect(visit.text('signed-out')).toBeVisible();
  expect(visit.seen('/v2/logout')[0].query).toMatchObject({ client_id: 'demo-spa', returnTo: visit.url });
  expect(await cookies()).not.toContain('auth0.demo-spa.is.authenticated');
  await visit.go('Profile');
  await expect(page.getByRole('button', { name: /Ada Lovelace/ })).toBeVisible();
});

test('S4-E3 isAuthenticated$ drives the template: no, yes, and no again', async ({ visit }) => {
  await visit.open();
  await expect(visit.text('signed-out')).toBeVisible();
  await visit.signIn();
  await expect(visit.text('signed-in')).toBeVisible();
  await visit.text('logout').click();
  await expect(visit.text('signed-out')).toBeVisible();
});

test('S4-E4 S4-E5 user$ has the profile once somebody is signed in, and the template shows it', async ({ visit }) => {
  await visit.open();
  await visit.signIn();
  await visit.go('Profile');
  await expect(visit.text('name')).toHaveText('Ada Lovelace');
  await expect(visit.text('email')).toHaveText('ada@example.com');
  expect(JSON.parse(await visit.text('claims').textContent())).toMatchObject({
    sub: 'auth0|ada',
    name: 'Ada Lovelace',
  });
});

test('S4-E6 the guard sends to the login, and then to the page that was asked for', async ({ visit, page }) => {
  await page.goto(`${visit.url}/calendar`);
  await visit.choose('ada');
  await expect(page).toHaveURL(`${visit.url}/calendar`);
  await expect(visit.text('fetcher')).toBeVisible();
  // Signed in, it lets everybody through.
  await page.goto(`${visit.url}/profile`);
  await expect(visit.text('name')).toHaveText('Ada Lovelace');
  expect(visit.seen('/authorize')).toHaveLength(1);
});

test('S4-E7 the audience of the configuration is that of the token', async ({ visit, stack }) => {
  stack.change({ useDpop: false });
  await visit.open();
  await visit.signIn();
  expect(visit.asked()).toMatchObject({ audience: CALENDAR });
  await visit.go('Requests');
  await visit.press('send');
  const [{ authorization }] = stack.page.requests;
  const claims = JSON.parse(Buffer.from(authorization.split('.')[1], 'base64url'));
  expect([claims.aud].flat()).toContain(CALENDAR);
});

test('S4-P11 a page that another login uses is left alone', async ({ visit, stack, page }) => {
  stack.change({ skipRedirectCallback: true });
  await page.goto(`${visit.url}/other-callback?code=abc&state=def`);
  await expect(visit.text('login')).toBeVisible();
  await expect(visit.text('failure')).toHaveCount(0);
  await expect(page).toHaveURL(/\/other-callback\?code=abc&state=def$/);
  expect(visit.seen('/oauth/token')).toEqual([]);
});

test('S4-P11 a callback that fails leads to errorPath, and error$ says why', async ({ visit, stack, page }) => {
  stack.change({ errorPath: '/sorry' });
  await page.goto(`${visit.url}/?error=access_denied&error_description=No+entry&state=unknown`);
  await expect(page).toHaveURL(`${visit.url}/sorry`);
  await expect(visit.text('failure')).toContainText('missing_transaction');
});
