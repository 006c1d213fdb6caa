import { expect } from '@playwright/test';
import { bring, press, tidy } from './hands.mjs';
import { accessible, discreet, steady } from './judge.mjs';

const title = (page) => page.getByRole('heading', { name: 'Where your session is kept' });
const inventory = (page, place) =>
  page.locator('#session .inventory dt', { hasText: place }).locator('xpath=following-sibling::dd[1]/*');

export const lasting = [
  {
    name: 'tabs-memory',
    title: 'renewed in two tabs at once, each with a refresh token of its own',
    async run(world) {
      await tidy(world.page);
      await race(world, { families: 2, renewals: 1 });
    },
  },
  {
    name: 'orders',
    title: 'opened a second API with the refresh token of the sign-in',
    async run({ page, stack }) {
      const last = stack.tenant.log.entries(0).at(-1).id;
      await press(page, 'Load my orders');
      await expect(page.locator('#orders .status')).toHaveAttribute('data-status', '200');
      await expect(page.locator('#orders .agenda li')).not.toHaveCount(0);
      const asked = stack.tenant.log.entries(last).filter(({ method }) => method !== 'OPTIONS');
      const grants = asked.map(({ path, body }) => `${path} ${body?.grant_type} ${body?.audience}`).join(', ');
      if (grants !== '/oauth/token refresh_token https://orders.example.com/') throw new Error(`asked for ${grants}`);
      await bring(page, 'orders');
      await accessible(page);
    },
  },
  store('session', 'Session storage', { place: 'Session storage', readable: true }),
  store('localstorage', 'Local storage', { place: 'Local storage', readable: true }),
  {
    name: 'tabs-shared',
    title: 'renewed in two tabs at once with one refresh token, and the family lives',
    run: (world) => race(world, { families: 1, renewals: 2 }),
  },
  store('indexeddb', 'IndexedDB, encrypted', { place: 'IndexedDB', readable: false }),
  {
    name: 'tabs-encrypted',
    title: 'did so with the encrypted store too',
    async run(world) {
      await race(world, { families: 1, renewals: 2 });
      await accessible(world.page);
      await accessible(world.page.frame({ url: /\/tab\.html/ }));
    },
  },
];

// Chooses a store, signs in with it, reloads, and looks at what is there without a question to the tenant.
function store(id, name, { place, readable }) {
  return {
    name: `store-${id}`,
    title: `kept the session in ${name}, reloaded, and nobody was asked`,
    async run({ page, stack, visitor }) {
      await page.getByRole('radio', { name }).check({ force: true });
      await press(page, 'Keep it there');
      await expect(page.locator('#session .origin')).toContainText(`Your session is kept in: ${name}`);
      await expect(title(page)).toBeFocused();
      const last = stack.tenant.log.entries(0).at(-1).id;
      await press(page, 'Reload the page');
      await expect(page.locator('#session .origin')).toContainText(`found your session in: ${name}`);
      const asked = stack.tenant.log.entries(last);
      if (asked.length > 0) throw new Error(`the tenant was asked ${asked.map(({ path }) => path).join(', ')}`);
      await onlyIn(page, place, readable);
      await discreet(page, visitor.secrets);
      await steady(page);
      await bring(page, 'session');
    },
  };
}

async function onlyIn(page, place, readable) {
  for (const each of ['Local storage', 'Session storage', 'IndexedDB', 'Cookies']) {
    const found = inventory(page, each);
    if (each !== place || !readable) await expect(found).toHaveAttribute('data-readable', '0');
    else await expect(found).not.toHaveAttribute('data-readable', '0');
  }
  await expect(inventory(page, place)).not.toHaveText('Nothing');
}

async function race({ page, stack }, { families, renewals }) {
  await press(page, 'Renew in both at once');
  const shown = page.locator('#tabs-result .family');
  await expect(shown).toHaveCount(families);
  for (const family of await shown.all()) {
    await expect(family).toHaveAttribute('data-alive', 'true');
    await expect(family).toHaveAttribute('data-reuse', '0');
    await expect(family).toHaveAttribute('data-renewals', String(renewals));
  }
  for (const name of ['Tab 1', 'Tab 2']) {
    await expect(page.frameLocator(`iframe[title="${name}"]`).locator('#state')).toContainText('New access token');
  }
  const reused = stack.tenant.families().reduce((sum, { reuse_events: reuse }) => sum + reuse, 0);
  if (reused > 0) throw new Error(`the tenant saw ${reused} refresh tokens twice`);
  await bring(page, 'tabs');
}
