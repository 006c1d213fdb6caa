// The resource server of the demo: a small calendar and a list of orders, two APIs that trust the access tokens of one
// tenant, Bearer or bound to a key.

import { createServer } from 'node:http';
import { createVerifier } from './access.mjs';
import { createConnectedCalendar } from './connected-calendar.mjs';
import { createRouter } from './routes.mjs';
import { createState } from './state.mjs';
import { createVault } from './vault.mjs';

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} is busy; stop what runs there or choose another with API_PORT`, { cause: error })
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

/**
 * Starts the API on the loopback interface for the tenant at `tenant` and the pages of `origins`. `client`, an id and a
 * secret, is what it is known by at the Token Vault.
 */
export async function startApi({
  port = 7101,
  tenant = 'http://localhost:7102',
  origins = ['http://localhost:7100'],
  client,
} = {}) {
  if (!URL.canParse(tenant))
    throw new TypeError(`"${tenant}" is not the URL of a tenant, such as http://localhost:7102`);
  const connectedCalendar = createConnectedCalendar(
    createVault(tenant, client),
    new URL('/upstream/google-oauth2/', tenant),
  );
  const server = createServer();
  const actual = await listen(server, port);
  const api = createState({ url: `http://localhost:${actual}`, origins });
  server.on('request', createRouter(api, { verify: createVerifier(api, tenant), connectedCalendar }));
  return {
    url: api.url,
    port: actual,
    switches: { set: (changes) => api.switches.set(changes), get: () => api.switches.get() },
    log: { entries: (after) => api.log.entries(after), clear: () => api.log.clear() },
    proofs: () => api.seen.all(),
    reset: () => api.reset(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
