import { startApi } from '../api/index.mjs';
import { startTenant } from '../tenant/index.mjs';
import { serveApp } from './serve.mjs';

export const CALENDAR = 'https://calendar.example.com/';
export const ORDERS = 'https://orders.example.com/';

/** What an application on the SDK is made with, for a tenant and a page. */
export const optionsFor = ({ tenant, url, changes: { authorizationParams, ...changes } = {} }) => ({
  domain: tenant.url,
  clientId: 'demo-spa',
  useRefreshTokens: true,
  useMrrt: true,
  useDpop: true,
  cacheLocation: 'indexeddb',
  ...changes,
  authorizationParams: {
    redirect_uri: url,
    audience: CALENDAR,
    scope: {
      [CALENDAR]: 'openid profile email read:calendar',
      [ORDERS]: 'openid profile email read:orders',
    },
    ...authorizationParams,
  },
});

/**
 * Starts a built application with its tenant and two servers of the API. `change(changes)` sets options of the SDK for
 * what is served from then on; port 0 takes a free one.
 */
export async function startApp(folder, { page: pagePort = 7100, tenant: tenantPort = 7102, api: apiPort = 7101 } = {}) {
  let settings = {};
  const page = await serveApp(folder, { port: pagePort, settings: () => settings });
  const tenant = await startTenant({ port: tenantPort, origins: [page.url] });
  const api = await startApi({ port: apiPort, tenant: tenant.url, origins: [page.url] });
  const otherApi = await startApi({ port: 0, tenant: tenant.url, origins: [page.url] });
  const change = ({ interceptor = true, ...changes } = {}) => {
    const auth0 = optionsFor({ tenant, url: page.url, changes });
    settings = { auth0, interceptor, api: api.url, otherApi: otherApi.url };
  };
  change();
  const close = async () => {
    for (const server of [page, api, otherApi, tenant]) await server.close();
  };
  return { page, tenant, api, otherApi, change, close };
}
