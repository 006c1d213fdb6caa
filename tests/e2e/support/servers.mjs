// The servers of one worker: page, demo page, tenant and API, on free ports.
import { startApi } from '../../../www-example/api/index.mjs';
import { startPage } from '../../../www-example/serve.mjs';
import { PASSWORD, startTenant } from '../../../www-example/tenant/index.mjs';
import { startSite } from './site.mjs';

export const CALENDAR = 'https://calendar.example.com/';
export const ORDERS = 'https://orders.example.com/';

/** Gives `{ site, demo, tenant, api, otherApi, close }`: the second API is another origin with the same paths. */
export async function startServers() {
  const settings = { domain: '', api: '', otherApi: '', ...ASKED };
  const site = await startSite({ settings: () => settings });
  const demo = await startPage({ port: 0, settings: () => settings });
  const origins = [site.url, `http://127.0.0.1:${site.port}`, demo.url];
  const tenant = await startTenant({ port: 0, origins });
  const api = await startApi({ port: 0, tenant: tenant.url, origins });
  const otherApi = await startApi({ port: 0, tenant: tenant.url, origins });
  Object.assign(settings, { domain: tenant.url, api: api.url, otherApi: otherApi.url, users: tenant.users() });
  const close = async () => {
    for (const server of [site, demo, api, otherApi, tenant]) await server.close();
  };
  return { site, demo, tenant, api, otherApi, close };
}

/** What the demo page is told to ask for. */
const ASKED = {
  clientId: 'demo-spa',
  redirectPath: '/callback',
  audience: CALENDAR,
  scope: 'openid profile email read:calendar',
  password: PASSWORD,
  organizations: [],
};
