import { expect } from '@playwright/test';
import { heading } from './arrival.mjs';
import { bring, press } from './hands.mjs';
import { accessible, discreet } from './judge.mjs';

export const inside = [
  {
    name: 'calendar',
    title: 'called the API with the access token and saw the calendar',
    async run({ page }) {
      await press(page, 'Load my calendar');
      await expect(page.locator('#calendar .status')).toHaveAttribute('data-status', '200');
      await expect(page.locator('#calendar .agenda li')).not.toHaveCount(0);
      await bring(page, 'calendar');
    },
  },
  {
    name: 'no-token',
    title: 'was told in words why the API refuses a call without a token',
    expects: /401.*\/calendar/,
    async run({ page }) {
      await press(page, 'Try without a token');
      await expect(page.locator('#calendar .status')).toHaveAttribute('data-status', '401');
      await expect(page.getByRole('heading', { name: 'The API does not know you' })).toBeVisible();
      await bring(page, 'calendar');
    },
  },
  {
    name: 'token',
    title: 'read the token’s story: new from the tenant, then from the cache, counting down',
    async run({ page }) {
      const source = page.locator('#token [data-source]');
      await press(page, 'Ask the tenant for a new one');
      await expect(source).toHaveAttribute('data-source', 'network');
      await press(page, 'Get the token');
      await expect(source).toHaveAttribute('data-source', 'cache');
      await expect(page.locator('#token')).toContainText('https://calendar.example.com/');
      await expect(page.locator('#token .scopes')).toContainText('read:calendar');
      const figure = page.locator('#token .figure');
      await expect(figure).not.toHaveText(await figure.textContent());
      await bring(page, 'token');
    },
  },
  {
    name: 'wire',
    title: 'followed it all on the wire, no secret in full',
    async run({ page, visitor }) {
      const steps = page.locator('#wire .step h3');
      for (const step of ['Sign-in', 'Renewal', 'API calls']) {
        await expect(steps.filter({ hasText: step }).first()).toBeVisible();
      }
      const exchange = page.locator('#wire .entry', { hasText: 'This page swaps the code for tokens' }).last();
      await exchange.locator('summary').click();
      await expect(exchange).toContainText('code_verifier');
      await expect(exchange).toContainText(/….{4} \(43\)/);
      await discreet(page, visitor.secrets);
      // For all that the steps before this one have put on the page, too.
      await accessible(page);
      await exchange.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'reload',
    title: 'reloaded and was still Ada: the memory forgets, a hidden frame asked the tenant',
    async run({ page, stack }) {
      const last = stack.tenant.log.entries(0).at(-1).id;
      await page.reload();
      await expect(heading(page, 'Hello, Ada Lovelace')).toBeVisible();
      const silent = stack.tenant.log.entries(last).filter(({ query }) => query?.prompt === 'none');
      if (silent.length !== 1) throw new Error(`the page asked silently ${silent.length} times instead of once`);
      await expect(page.locator('#session .origin')).toContainText('A hidden frame asked the tenant');
    },
  },
];
