import { expect } from '@playwright/test';
import { heading } from './arrival.mjs';
import { accessible } from './judge.mjs';

const forged = 'This answer does not belong to a sign-in of this tab';

async function refusesForgery({ page, stack }, query) {
  await page.goto(`${stack.page.url}/callback?${query}`);
  await expect(page.getByRole('heading', { name: forged })).toBeFocused();
  await expect(page.locator('.notice')).toContainText('you are still signed in');
  await expect(page.locator('.notice details')).not.toHaveAttribute('open');
  await expect(heading(page, 'Hello, Ada Lovelace')).toBeVisible();
  await expect(page).toHaveURL(`${stack.page.url}/`);
}

export const trouble = [
  {
    name: 'forged-code',
    title: 'was told why a made-up answer is ignored, and stayed signed in',
    async run(world) {
      await refusesForgery(world, 'code=made-up&state=made-up');
      await accessible(world.page);
    },
  },
  {
    name: 'forged-error',
    title: 'saw that a made-up error is not believed either',
    run: (world) =>
      refusesForgery(world, 'error=access_denied&error_description=Pay+here&state=made-up').then(() => undefined),
  },
  {
    name: 'unreachable',
    title: 'was told what to do when the API is gone',
    expects: /ERR_FAILED/,
    async run({ page, stack }) {
      await page.route(`${stack.api.url}/**`, (route) => route.abort());
      await page.getByRole('button', { name: 'Load my calendar' }).click();
      await expect(page.getByRole('heading', { name: 'The API does not answer' })).toBeFocused();
      await expect(page.locator('.notice')).toContainText('Check that it is running');
    },
  },
  {
    name: 'reachable',
    title: 'went on when the API was back',
    async run({ page, stack }) {
      await page.unroute(`${stack.api.url}/**`);
      await page.getByRole('button', { name: 'Load my calendar' }).click();
      await expect(page.locator('#calendar .status')).toHaveAttribute('data-status', '200');
      await expect(page.locator('.notice')).toHaveCount(0);
    },
  },
];
