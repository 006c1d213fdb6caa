import { expect } from '@playwright/test';
import { heading } from './arrival.mjs';
import { accessible } from './judge.mjs';

const invitation = 'Sign in, and watch it happen';

export const again = [
  {
    name: 'signed-out',
    title: 'signed out, here and at the tenant',
    async run({ page, stack }) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
      await expect(heading(page, invitation)).toBeVisible();
      await expect(page).toHaveURL(`${stack.page.url}/`);
      await accessible(page);
    },
  },
  {
    name: 'stays-out',
    title: 'reloaded and was still signed out, without a request to the tenant',
    async run({ page, stack }) {
      const before = stack.tenant.log.entries(0).length;
      await page.reload();
      await expect(heading(page, invitation)).toBeVisible();
      await expect(page.getByRole('heading', { name: 'You are signed out' })).toHaveCount(0);
      const made = stack.tenant.log.entries(0).length - before;
      if (made !== 0) throw new Error(`the page made ${made} requests to the tenant`);
    },
  },
  {
    name: 'denied',
    title: 'said no at the tenant and was told what that means',
    async run({ page }) {
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('button', { name: /Deny/ }).click();
      await expect(page.getByRole('heading', { name: 'The tenant refused this sign-in' })).toBeFocused();
      await expect(page.locator('.notice')).toContainText('User did not authorize the request');
      await accessible(page);
    },
  },
  {
    name: 'tampered',
    title: 'was protected from an ID token with a wrong signature',
    async run({ page, stack }) {
      await stack.tenant.switches.set({ id_token_tamper: 'signature' });
      await page.getByRole('radio', { name: /Ada/ }).check();
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('button', { name: /Ada Lovelace/ }).click();
      await expect(page.getByRole('heading', { name: 'The tenant’s answer cannot be trusted' })).toBeFocused();
      await expect(heading(page, invitation)).toBeVisible();
      await stack.tenant.switches.set({ id_token_tamper: 'off' });
    },
  },
  {
    name: 'stranger',
    title: 'was refused as Alan for Acme, which he is no member of',
    async run({ page }) {
      await page.getByRole('radio', { name: /Alan/ }).check();
      await page.getByLabel('Organization').selectOption({ label: 'Acme' });
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('button', { name: /Alan Turing/ }).click();
      await expect(page.getByRole('heading', { name: 'The tenant refused this sign-in' })).toBeFocused();
    },
  },
  {
    name: 'organization',
    title: 'signed in as Grace for Acme and came back to the same place',
    async run({ page, stack }) {
      await page.goto(`${stack.page.url}/#calendar`);
      await page.getByRole('radio', { name: /Grace/ }).check();
      await page.getByLabel('Organization').selectOption({ label: 'Acme' });
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('button', { name: /Grace Hopper/ }).click();
      await expect(page.getByRole('heading', { name: 'Your calendar' })).toBeFocused();
      await expect(page).toHaveURL(`${stack.page.url}/#calendar`);
      await expect(page.locator('.identity header')).toContainText('for Acme');
    },
  },
  {
    name: 'account',
    title: 'signed out, made an account as somebody new, and was greeted',
    async run({ page, stack }) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(heading(page, invitation)).toBeVisible();
      await page.getByRole('button', { name: 'Create an account' }).click();
      await expect(heading(page, 'Sign up')).toBeVisible();
      await page.getByLabel('Email').fill('katherine@example.com');
      await page.getByLabel('Password').fill('orbital mechanics');
      await page.getByRole('button', { name: 'Sign up' }).click();
      await expect(heading(page, 'Hello, katherine@example.com')).toBeFocused();
      await expect(page).toHaveURL(`${stack.page.url}/`);
    },
  },
  {
    name: 'tenant-gone',
    title: 'was told at sign-in that the tenant is gone, instead of being sent to nowhere',
    expects: /ERR_CONNECTION_REFUSED/,
    async run({ page, stack }) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(heading(page, invitation)).toBeVisible();
      await stack.tenant.close();
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'The tenant does not answer' })).toBeFocused();
      await expect(page.locator('#wire .state')).toHaveText('The tenant does not answer; trying again');
    },
  },
];
