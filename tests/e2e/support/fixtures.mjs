import { test as base } from '@playwright/test';
import { App } from './app.mjs';
import { Sent } from './sent.mjs';
import { startServers } from './servers.mjs';

export { expect } from '@playwright/test';
export { CALENDAR, ORDERS } from './servers.mjs';

export const test = base.extend({
  /** The tokens of a run: 'DPoP' makes every client of the page one that binds them, and checks each request for it. */
  scheme: ['Bearer', { option: true }],
  servers: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names from the pattern, and this needs none
    async ({}, use) => {
      const servers = await startServers();
      await use(servers);
      await servers.close();
    },
    { scope: 'worker' },
  ],
  site: async ({ servers }, use) => use(servers.site),
  demo: async ({ servers }, use) => use(servers.demo),
  api: async ({ servers }, use) => use(servers.api),
  otherApi: async ({ servers }, use) => use(servers.otherApi),
  /** The tenant as at its start: no session, no switch set, an empty log. */
  tenant: [
    async ({ servers }, use) => {
      servers.tenant.reset();
      servers.api.reset();
      servers.otherApi.reset();
      servers.site.allowWorkers();
      servers.site.serveWith();
      await use(servers.tenant);
    },
    { auto: true },
  ],
  /** The page under test, not opened yet. Fails the test for errors that nobody caught. */
  app: async ({ page, scheme, servers, tenant }, use) => {
    const app = new App(page, servers.site.url, tenant);
    const sent = new Sent(page.context());
    if (scheme === 'DPoP') await page.context().addInitScript(() => (window.common = { useDpop: true }));
    await use(app);
    app.refuseComplaints();
    if (scheme === 'DPoP') await sent.refuseUnproven();
  },
});
