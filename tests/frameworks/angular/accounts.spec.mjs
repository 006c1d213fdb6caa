// An account at a provider, that the API may use.
import { expect, CALENDAR, test } from '../support/fixtures.mjs';

test('S4-E24 S4-E25 S4-E26 S4-P11 sign in for the API, connect an account, and be told which', async ({
  visit,
  page,
}) => {
  await visit.open();
  // Constructing the client has asked nobody anything.
  expect(visit.stack.tenant.log.entries(0)).toEqual([]);
  await visit.signIn();
  expect(visit.asked()).toMatchObject({ audience: CALENDAR, scope: expect.stringContaining('read:calendar') });
  expect(visit.asked().scope.split(' ')).toContain('offline_access');
  await visit.go('Accounts');
  await visit.text('connect').click();
  await visit.allow();
  await expect(page).toHaveURL(`${visit.url}/accounts`);
  await expect(visit.text('connected')).toHaveText('google-oauth2');
  await expect(visit.text('target')).toHaveText('/accounts');
  expect(JSON.parse(await visit.text('account').textContent())).toMatchObject({
    id: expect.stringMatching(/^cac_/),
    connection: 'google-oauth2',
    access_type: 'offline',
    scopes: expect.any(Array),
    created_at: expect.any(String),
  });
  expect(await visit.press('read')).toMatchObject({ status: 200 });
});

test('S4-P10 a connection without offline access says what to change', async ({ visit, stack }) => {
  await stack.tenant.switches.set({ connection_offline_access: 'off' });
  await visit.open();
  await visit.signIn();
  await visit.go('Accounts');
  await visit.text('connect').click();
  await visit.allow();
  await expect(visit.text('connected')).toHaveText('google-oauth2');
  // The vault has no refresh token of the provider, and the API says what that means.
  expect(await visit.press('read')).toMatchObject({
    body: { type: expect.stringContaining('not-connected'), connection: 'google-oauth2' },
  });
});
