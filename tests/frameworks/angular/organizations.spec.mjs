import { expect, test } from '../support/fixtures.mjs';

const organization = (visit) => visit.text('organization');

test('S4-E13 an organization in the configuration', async ({ visit, stack }) => {
  stack.change({ authorizationParams: { organization: 'org_acme' } });
  await visit.open();
  await visit.signIn();
  expect(visit.asked()).toMatchObject({ organization: 'org_acme' });
  await visit.go('Organizations');
  await expect(organization(visit)).toHaveText('org_acme');
});

test('S4-E14 an organization of one login, by redirect and in a window', async ({ visit, page }) => {
  await visit.open('/organizations');
  await visit.text('redirect').click();
  await visit.choose('ada');
  await visit.go('Organizations');
  await expect(organization(visit)).toHaveText('org_acme');
  expect(visit.asked()).toMatchObject({ organization: 'org_acme' });
  const opening = page.waitForEvent('popup');
  await visit.text('popup').click();
  // The session of the tenant answers: the window closes by itself.
  await opening;
  await expect(organization(visit)).toHaveText('org_globex');
  expect(visit.seen('/authorize').at(-1).query).toMatchObject({
    organization: 'org_globex',
    response_mode: 'web_message',
  });
});

test('S4-E15 an invitation is passed on, and what it lacks is not sent as a word', async ({ visit, page }) => {
  await page.goto(`${visit.url}/invitation/org_acme/ticket-1234567890`);
  await visit.text('accept').click();
  await page.waitForURL((url) => url.origin === visit.stack.tenant.url);
  expect(visit.asked()).toMatchObject({ organization: 'org_acme', invitation: expect.any(String) });
  await page.goto(`${visit.url}/invitation/org_acme`);
  await visit.text('accept').click();
  await page.waitForURL((url) => url.origin === visit.stack.tenant.url);
  expect(visit.asked()).toMatchObject({ organization: 'org_acme' });
  expect(visit.asked()).not.toHaveProperty('invitation');
});
