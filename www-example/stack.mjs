import { startApi } from './api/index.mjs';
import { startPage } from './serve.mjs';
import { PASSWORD, startTenant } from './tenant/index.mjs';
import { allOrganizations } from './tenant/model/organizations.mjs';

/** What the page asks the tenant for. */
const asked = {
  clientId: 'demo-spa',
  redirectPath: '/callback',
  audience: 'https://calendar.example.com/',
  scope: 'openid profile email read:calendar',
};

/**
 * Starts the demo's three servers: the page, the tenant that knows the page, the API that knows both.
 * Port 0 takes a free one. Gives `{ page, tenant, api, people, close }`.
 */
export async function startStack({ page: pagePort = 7100, tenant: tenantPort = 7102, api: apiPort = 7101 } = {}) {
  const started = [];
  const settings = { ...asked, domain: '', api: '' };
  const close = async () => {
    for (const server of started.reverse()) await server.close();
  };
  try {
    const page = await keep(started, startPage({ port: pagePort, settings: () => settings }));
    const tenant = await keep(started, startTenant({ port: tenantPort, origins: [page.url] }));
    const api = await keep(started, startApi({ port: apiPort, tenant: tenant.url, origins: [page.url] }));
    // Proofs for the API carry a nonce of it, so that the page has a challenge to show.
    await api.switches.set({ rs_nonce: 'required' });
    const people = peopleOf(tenant);
    Object.assign(settings, people, { domain: tenant.url, api: api.url });
    return { page, tenant, api, people, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function keep(started, starting) {
  const server = await starting;
  started.push(server);
  return server;
}

/** Who may sign in, as the page offers it. The tenant is what decides. */
function peopleOf(tenant) {
  const users = tenant.users();
  const organizations = allOrganizations().map(({ id, display, members }) => ({
    id,
    display,
    members: users
      .filter(({ email }) => members.includes(`auth0|${email.split('@')[0]}`))
      .map(({ name }) => name.split(' ')[0]),
  }));
  return { password: PASSWORD, users, organizations };
}
