// What the benches run in: the page, the local tenant and the API on free ports, and one Chromium.
import { startApi } from '../www-example/api/index.mjs';
import { startTenant } from '../www-example/tenant/index.mjs';
import { openBrowser } from './browser.mjs';
import { startSite } from './site.mjs';
import { openVisit } from './visit.mjs';

/** Gives `{ site, tenant, api, browser, visit, close }`; `visit()` is a browser profile that is signed in. */
export async function openWorld() {
  const closing = [];
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one.close();
  };
  const keep = (one) => {
    closing.push(one);
    return one;
  };
  try {
    const settings = {};
    const site = keep(await startSite({ settings: () => settings }));
    const tenant = keep(await startTenant({ port: 0, origins: [site.url] }));
    const api = keep(await startApi({ port: 0, tenant: tenant.url, origins: [site.url] }));
    Object.assign(settings, { domain: tenant.url, api: api.url });
    const browser = keep(await openBrowser());
    const world = { site, tenant, api, browser, close };
    return { ...world, visit: () => openVisit(browser, world) };
  } catch (error) {
    await close();
    throw error;
  }
}
