import { expect } from '@playwright/test';
import { accessible, steady } from './judge.mjs';

export const heading = (page, name) => page.getByRole('heading', { level: 1, name });

export const arrival = [
  {
    name: 'open',
    title: 'opened the demo, nobody is signed in',
    async run({ page, stack }) {
      await page.goto(stack.page.url);
      await expect(heading(page, 'Sign in, and watch it happen')).toBeVisible();
      await expect(page.locator('#wire .state')).toHaveText('0 requests, secrets shortened');
      await accessible(page);
      await steady(page);
    },
  },
  {
    name: 'tenant',
    title: 'went to the tenant by keyboard, as Ada',
    async run({ page, stack }) {
      await page.getByRole('radio', { name: /Ada/ }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Sign in', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`${stack.tenant.url}/**`);
      await expect(page.getByLabel('Email')).toHaveValue('ada@example.com');
    },
  },
  {
    name: 'signed-in',
    title: 'signed in as Ada, on a clean address',
    async run({ page, stack }) {
      await page.getByRole('button', { name: /Ada Lovelace/ }).click();
      await expect(heading(page, 'Hello, Ada Lovelace')).toBeFocused();
      await expect(page).toHaveURL(`${stack.page.url}/`);
      await expect(page.locator('#announcer')).toHaveText('Signed in as Ada Lovelace.');
      await steady(page);
    },
  },
  {
    name: 'who-am-i',
    title: 'saw who Ada is, claim by claim, with meanings',
    async run({ page, stack }) {
      const claim = (name) => page.locator('.claims > div').filter({ has: page.getByText(name, { exact: true }) });
      await expect(claim('sub')).toContainText('auth0|ada');
      await expect(claim('email')).toContainText('ada@example.com');
      await expect(claim('iss')).toContainText(stack.tenant.issuer);
      await expect(page.getByText('A claim that this tenant adds.')).toHaveCount(0);
      const picture = page.locator('.identity img');
      await expect
        .poll(() => picture.evaluate((image) => image.naturalWidth), 'the picture of the user did not load')
        .toBeGreaterThan(0);
      await accessible(page);
    },
  },
];
