import { expect } from '@playwright/test';
import { heading } from './arrival.mjs';
import { accessible, fitting } from './judge.mjs';

export const looks = [
  look('dark', 'looked at it in the dark', { colorScheme: 'dark' }),
  look('narrow', 'looked at it on a telephone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }),
  look('narrow-dark', 'looked at it on a telephone in the dark', {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    colorScheme: 'dark',
  }),
];

// A second window of the same person: the session comes along with the cookies.
function look(name, title, options) {
  return {
    name,
    title,
    async run({ page, stack, browser }) {
      const storageState = await page.context().storageState();
      const other = await browser.visit({ ...options, storageState });
      await other.page.goto(stack.page.url);
      await expect(heading(other.page, 'Hello, Ada Lovelace')).toBeVisible();
      await fitting(other.page);
      await accessible(other.page);
      if (other.complaints.length > 0) throw new Error(`the browser complained: ${other.complaints.join(' | ')}`);
      return other.page;
    },
  };
}
