import { expect as impatient } from '@playwright/test';
import { bring, press, tidy } from './hands.mjs';
import { accessible, discreet, fitting } from './judge.mjs';

// A way by the provider is several pages, each of which may take its time on a busy machine.
const expect = impatient.configure({ timeout: 20_000 });
const NOT_THERE = /424.*\/connected\/calendar/;
const card = (page, connection, kind = '') => page.locator(`.connection${kind}[data-connection="${connection}"]`);
const connected = (page, connection) => card(page, connection, '.connected');
const offered = (page, connection) => card(page, connection, ':not(.connected)');

async function consent(page, account) {
  await expect(page.getByRole('heading', { name: /^Share your/ })).toBeVisible();
  await page.getByRole('button', { name: account }).click();
}

async function show(page) {
  await press(page, 'Show my connections');
  await expect(offered(page, 'github')).toBeVisible();
}

export const connections = [
  {
    name: 'connections',
    title: 'saw which accounts can be connected; none is',
    async run({ page }) {
      await tidy(page);
      await show(page);
      await expect(page.locator('.connection')).toHaveCount(2);
      await expect(page.locator('#connection-lists .empty')).toHaveText('Nothing yet.');
      await expect(page.locator('#announcer')).toHaveText('0 connected, 2 can be.');
      await accessible(page);
      await bring(page, 'connections');
    },
  },
  {
    name: 'connect-calendar',
    title: 'asked for the week at the provider and was offered to connect it',
    expects: NOT_THERE,
    async run({ page }) {
      await press(page, 'Show my week');
      await expect(page.getByRole('heading', { name: 'Connect your calendar' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Connect your calendar', exact: true })).toBeVisible();
      await accessible(page);
      await bring(page, 'connected-calendar');
    },
  },
  {
    name: 'connect-denied',
    title: 'said no at the provider and was told that nothing was connected',
    async run({ page }) {
      await page.getByRole('button', { name: 'Connect your calendar', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Deny and go back' }).click();
      await expect(page.getByRole('heading', { name: 'You said no at Google' })).toBeFocused();
    },
  },
  {
    name: 'provider',
    title: 'left the calendar out and went to the provider',
    async run({ page, stack }) {
      await show(page);
      await expect(page.locator('#connection-lists .empty')).toBeVisible();
      await offered(page, 'google-oauth2').getByRole('checkbox', { name: 'The events of your calendar' }).uncheck();
      await press(page, 'Connect Google');
      await page.waitForURL(`${stack.tenant.url}/upstream/**`);
      await expect(page.getByText('See the events of your calendar')).toHaveCount(0);
    },
  },
  {
    name: 'connected',
    title: 'came back connected: for what, and since when',
    async run({ page, visitor, stack }) {
      await consent(page, 'private@gmail.example');
      await expect(page.getByRole('heading', { name: 'Google is connected' })).toBeVisible();
      await expect(page).toHaveURL(`${stack.page.url}/#connections`);
      await expect(connected(page, 'google-oauth2').locator('time').first()).toBeVisible();
      await expect(connected(page, 'google-oauth2')).toContainText('Your email address');
      await expect(connected(page, 'google-oauth2')).not.toContainText('The events of your calendar');
      await discreet(page, visitor.secrets);
      await accessible(page);
    },
  },
  {
    name: 'allow-calendar',
    title: 'was told that the account is connected for less',
    expects: NOT_THERE,
    async run({ page }) {
      await press(page, 'Show my week');
      await expect(page.getByRole('heading', { name: 'Allow your calendar, too' })).toBeVisible();
      await bring(page, 'connected-calendar');
    },
  },
  {
    name: 'week',
    title: 'allowed more and saw the week, drawn as a calendar',
    async run({ page, stack }) {
      await press(page, 'Allow my calendar');
      await consent(page, 'private@gmail.example');
      await expect(page).toHaveURL(`${stack.page.url}/#connected-calendar`);
      await expect(page.locator('#connected-calendar .status')).toHaveAttribute('data-status', '200');
      await expect(page.locator('.week .day')).toHaveCount(7);
      await expect(page.locator('.week')).toContainText('String quartet');
      await accessible(page);
      await bring(page, 'connected-calendar');
    },
  },
  {
    name: 'popup',
    title: 'connected another account in a popup; the page stayed',
    async run({ page }) {
      await show(page);
      const opened = page.waitForEvent('popup');
      await offered(page, 'github')
        .getByRole('button', { name: /^In a popup/ })
        .click();
      const popup = await opened;
      await consent(popup, 'work@users.github.example');
      await expect(page.getByRole('heading', { name: 'GitHub is connected' })).toBeVisible();
      await expect.poll(() => popup.isClosed()).toBe(true);
      await expect(page.locator('.connection.connected')).toHaveCount(2);
      await bring(page, 'connections');
    },
  },
  look('connections-dark', 'looked at the connections in the dark', { colorScheme: 'dark' }, 'connections'),
  look('week-dark', 'looked at the week in the dark', { colorScheme: 'dark' }, 'connected-calendar'),
  look('connections-narrow', 'looked at the connections on a telephone', narrow(), 'connections'),
  look('week-narrow', 'looked at the week on a telephone in the dark', narrow('dark'), 'connected-calendar'),
  {
    name: 'disconnect',
    title: 'disconnected it again',
    async run({ page, stack }) {
      await connected(page, 'github')
        .getByRole('button', { name: /^Disconnect/ })
        .click();
      await expect(page.getByRole('heading', { name: 'GitHub is disconnected' })).toBeVisible();
      await expect(page.locator('#connections h2')).toBeFocused();
      await expect(page.locator('.connection.connected')).toHaveCount(1);
      const told = stack.tenant.upstream().filter(({ event }) => event === 'revoked');
      if (told.length > 0) throw new Error('the provider was told');
      await accessible(page);
    },
  },
];

function narrow(colorScheme = 'light') {
  return { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme };
}

// A second window of the same person, with both panels filled.
function look(name, title, options, section) {
  return {
    name,
    title,
    async run({ page, stack, browser }) {
      const storageState = await page.context().storageState();
      const other = await browser.visit({ ...options, storageState });
      await other.page.goto(`${stack.page.url}/#${section}`);
      await show(other.page);
      await press(other.page, 'Show my week');
      await expect(other.page.locator('.week .day')).toHaveCount(7);
      await fitting(other.page);
      await accessible(other.page);
      await bring(other.page, section);
      if (other.complaints.length > 0) throw new Error(`the browser complained: ${other.complaints.join(' | ')}`);
      return other.page;
    },
  };
}
