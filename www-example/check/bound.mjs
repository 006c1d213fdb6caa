import { expect } from '@playwright/test';
import { bring, press, tidy } from './hands.mjs';
import { accessible, discreet } from './judge.mjs';

const attempts = (page, id) =>
  page.locator(`${id} .attempts li`).evaluateAll((list) => list.map(({ dataset }) => dataset.status).join(' '));
const member = (page, name) => page.locator(`#proofs [data-member="${name}"] dd`).first();

export const bound = [
  {
    name: 'thief-bearer',
    title: 'saw that whoever copies a bearer token can use it',
    async run({ page }) {
      await tidy(page);
      await press(page, 'Play the thief');
      await expect(page.locator('#theft .verdict')).toContainText('The thief reads your calendar');
      await bring(page, 'bound');
    },
  },
  {
    name: 'bound',
    title: 'bound the tokens to a key of this browser',
    expects: /400.*\/oauth\/token/,
    async run({ page, stack }) {
      await press(page, 'Bind my tokens to a key');
      await expect(page.getByRole('heading', { name: 'Bound tokens' })).toBeFocused();
      await expect(page.locator('#thumbprint')).toHaveText(/^[\w-]{43}$/);
      const proved = stack.tenant.proofs().length;
      if (proved === 0) throw new Error('the tenant saw no proof');
      await bring(page, 'bound');
    },
  },
  {
    name: 'proof',
    title: 'called the API with a proof and took the proof apart',
    expects: /401.*\/calendar/,
    async run({ page, stack }) {
      await press(page, 'Call the API with a proof');
      await expect(member(page, 'htu')).toHaveText(`${stack.api.url}/calendar`);
      await expect(member(page, 'jwk')).toHaveText(`key ${await page.locator('#thumbprint').textContent()}`);
      await expect(page.getByText('A member that this page does not know.')).toHaveCount(0);
      await expect.poll(() => attempts(page, '#proofs')).toBe('401 200');
      await press(page, 'Call the API with a proof');
      await expect.poll(() => attempts(page, '#proofs')).toBe('200');
      await bring(page, 'bound');
    },
  },
  {
    name: 'nonce',
    title: 'watched a refused nonce being replaced, here and on the wire',
    expects: /401.*\/calendar/,
    async run({ page }) {
      await press(page, 'With an expired nonce');
      await expect.poll(() => attempts(page, '#proofs')).toBe('401 200');
      const told = page.locator('#wire .entry', { hasText: 'the API wants a proof that carries its nonce' });
      await expect(told.last()).toBeVisible();
      await told.last().locator('summary').click();
      await expect(told.last()).toContainText('dpop-nonce');
      await bring(page, 'bound');
      await told.last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'thief-bound',
    title: 'saw the API refuse a stolen token: bare, with another key, with an old proof',
    expects: /40[01].*\/calendar/,
    async run({ page, visitor }) {
      await press(page, 'Play the thief');
      await expect.poll(() => attempts(page, '#theft')).toBe('401 401 400');
      await expect(page.locator('#theft .verdict')).toContainText('refused the thief each time');
      for (const reason of ['not Bearer', 'of another key', 'was used before']) {
        await expect(page.locator('#theft .attempts')).toContainText(reason);
      }
      await discreet(page, visitor.secrets);
      await bring(page, 'theft');
      await accessible(page);
    },
  },
  {
    name: 'bound-orders',
    title: 'reloaded, still bound to the same key, in both APIs',
    expects: /401.*\/orders/,
    async run({ page }) {
      const before = await page.locator('#thumbprint').textContent();
      await page.reload();
      await expect(page.locator('#thumbprint')).toHaveText(before);
      await press(page, 'Load my orders');
      await expect(page.locator('#orders .status')).toHaveAttribute('data-status', '200');
      await bring(page, 'orders');
    },
  },
  {
    name: 'unbound',
    title: 'went back to bearer tokens and to the memory',
    expects: /400.*\/oauth\/(token|revoke)/,
    async run({ page }) {
      await tidy(page);
      await press(page, 'Go back to bearer tokens');
      await expect(page.getByRole('button', { name: 'Bind my tokens to a key' })).toBeVisible();
      await page.getByRole('radio', { name: 'Memory' }).check({ force: true });
      await press(page, 'Keep it there');
      await expect(page.locator('#session .origin')).toContainText('Your session is kept in: Memory');
      await expect(page.locator('#session .inventory [data-readable="0"]')).toHaveCount(4);
      await bring(page, 'session');
    },
  },
];
