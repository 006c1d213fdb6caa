// The local tenant: an authorization server shaped like Auth0, for development and tests, in memory.

import { createServer } from 'node:http';
import { createApp } from './app.mjs';
import { subjectToken } from './exchange/subjects.mjs';
import { createTenant, SigningKeys } from './tenant.mjs';
import { describeAccount } from './vault/describe.mjs';
import { seedAccount } from './vault/keep.mjs';

export { PASSWORD } from './model/users.mjs';

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} is busy; stop what runs there or choose another with TENANT_PORT or --port`, {
              cause: error,
            })
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Starts a tenant on the loopback interface; port 0 takes a free one. `origins` are those of the applications;
 * their usual pages become callback and logout URLs, and `callbacks` and `logoutUrls` add others.
 */
export async function startTenant({ port = 7102, origins = ['http://localhost:7100'], callbacks, logoutUrls } = {}) {
  const keys = await SigningKeys.create();
  const server = createServer();
  const actual = await listen(server, port);
  try {
    const tenant = createTenant({ port: actual, keys, origins, callbacks, logoutUrls });
    tenant.switches.watch(() => {
      if (tenant.switches.value('refresh_loses_response') !== 'off') server.closeIdleConnections();
    });
    server.on('request', (await createApp(tenant)).callback());
    return handle(tenant, server);
  } catch (error) {
    await close(server);
    throw error;
  }
}

function handle(tenant, server) {
  const { url, issuer, port, switches, log } = tenant;
  return {
    url,
    issuer,
    port,
    switches: { set: (changes) => switches.set(changes), get: () => switches.get() },
    log: { entries: (after) => log.entries(after), clear: () => log.clear() },
    families: () => tenant.families.describe(),
    proofs: () => tenant.seen.all(),
    messages: () => tenant.messages.all(),
    upstream: () => tenant.upstream.events(),
    connectAccount: (account) => describeAccount(seedAccount(tenant, account)),
    clock: { advance: (seconds) => tenant.clock.advance(seconds) },
    subjectToken: (wanted) => subjectToken(tenant, wanted),
    factorMessages: () => tenant.factorMessages.describe(),
    answerPush: (answer, id) => Boolean(tenant.factorMessages.answer(answer, id)),
    exchangeProfiles: {
      create: (profile) => tenant.profiles.create(profile),
      all: () => tenant.profiles.all(),
    },
    users: () => tenant.users.all().map(({ email, profile }) => ({ email, name: profile.name })),
    allowOrigin: (origin) => tenant.clients.allowOrigin(origin),
    reset: () => tenant.reset(),
    close: () => close(server),
  };
}
