// The buttons of the demo page do what the reference documents show.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

async function signedIn(page, demo) {
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  await expect(page.getByRole('heading', { name: 'Hello, Ada Lovelace' })).toBeVisible();
}

test('S3-E1 the page has a button that signs out', async ({ page, demo, tenant }) => {
  await signedIn(page, demo);
  const button = page.getByRole('button', { name: 'Sign out' });
  await expect(button).toBeEnabled();
  expect(await button.evaluate((element) => element.localName)).toBe('button');
  await button.click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  expect(seenBy(tenant, '/v2/logout')).toMatchObject([{ query: { client_id: 'demo-spa' } }]);
});

test('S3-E4 the page has a button that calls the API with a token', async ({ page, demo, api }) => {
  await signedIn(page, demo);
  const called = page.waitForRequest(
    (request) => request.url() === `${api.url}/calendar` && request.method() === 'GET',
  );
  const button = page.getByRole('button', { name: 'Load my calendar' });
  expect(await button.evaluate((element) => element.localName)).toBe('button');
  await button.click();
  const { authorization } = await (await called).allHeaders();
  expect(authorization).toMatch(/^Bearer /);
  const claims = JSON.parse(Buffer.from(authorization.split('.')[1], 'base64url'));
  expect([claims.aud].flat()).toContain(CALENDAR);
  await expect(page.locator('#calendar .status')).toHaveAttribute('data-status', '200');
});

test('DP-38 the page is served under a policy that allows no foreign and no inline script, and works under it', async ({
  page,
  demo,
}) => {
  const complaints = [];
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && complaints.push(message.text()));
  const policy = (await page.request.get(demo.url)).headers()['content-security-policy'];
  const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src '));
  expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
  await signedIn(page, demo);
  expect(complaints).toEqual([]);
});
