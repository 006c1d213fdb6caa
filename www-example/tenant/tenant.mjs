// What one tenant is made of. Nothing here is shared: several tenants may run in one process.

import { AnonymousSessions } from './anonymous/sessions.mjs';
import { Nonces } from './dpop/nonces.mjs';
import { SeenProofs } from './dpop/seen.mjs';
import { Action } from './exchange/action.mjs';
import { Profiles } from './exchange/profiles.mjs';
import { SWITCHES } from './faults/list.mjs';
import { Switches } from './faults/switches.mjs';
import { Log } from './log/log.mjs';
import { Authenticators } from './mfa/authenticators.mjs';
import { FactorMessages } from './mfa/messages.mjs';
import { Waiting } from './mfa/waiting.mjs';
import { Apis } from './model/apis.mjs';
import { Clients } from './model/clients.mjs';
import { Clock } from './model/clock.mjs';
import { Connections } from './model/connections.mjs';
import { Methods } from './me/method-list.mjs';
import { Families } from './model/families.mjs';
import { SigningKeys } from './model/keys.mjs';
import { Messages } from './model/messages.mjs';
import { Store } from './model/store.mjs';
import { Users } from './model/users.mjs';
import { now } from './flow/time.mjs';
import { Challenges } from './passkeys/challenges.mjs';
import { Passkeys } from './passkeys/passkeys.mjs';
import { Upstream } from './upstream/upstream.mjs';
import { Legs } from './vault/legs.mjs';
import { Vault } from './vault/vault.mjs';

const ROTATION = {
  rotate: (keys) => keys.rotate(),
  promote_next: (keys) => keys.promoteNext(),
  drop_previous: (keys) => keys.dropPrevious(),
};

const CLEARED = [
  'store',
  'families',
  'nonces',
  'accountNonces',
  'vault',
  'passkeys',
  'methods',
  'messages',
  'anonymous',
  'upstream',
  'seen',
  'log',
  'profiles',
  'action',
  'authenticators',
  'factorMessages',
  'waiting',
];

const exchanges = () => ({ profiles: new Profiles(), action: new Action() });

function secondFactors() {
  return { authenticators: new Authenticators(), factorMessages: new FactorMessages(), waiting: new Waiting() };
}

export function createTenant({ port, keys, ...registered }) {
  const url = `http://localhost:${port}`;
  const issuer = `${url}/`;
  const store = new Store();
  const switches = new Switches(SWITCHES);
  const tenant = {
    port,
    url,
    issuer,
    keys,
    apis: new Apis(issuer, switches),
    clients: new Clients(registered),
    users: new Users(issuer),
    store,
    families: new Families(),
    nonces: new Nonces(),
    accountNonces: new Nonces(),
    seen: new SeenProofs(),
    clock: new Clock(store),
    switches,
    connections: new Connections(switches),
    legs: new Legs(store),
    vault: new Vault(),
    challenges: new Challenges(store),
    passkeys: new Passkeys(),
    methods: new Methods(),
    messages: new Messages(),
    anonymous: new AnonymousSessions(),
    upstream: new Upstream({ now: () => now(tenant), switches }),
    log: new Log(),
    ...exchanges(),
    ...secondFactors(),
    /** Switches, sessions, codes, tokens, connected accounts, users, clock and log as at the start; of the keys, the current and the next stay. */
    reset() {
      for (const part of ['switches', 'clock', 'keys', 'users']) tenant[part].reset();
      for (const part of CLEARED) tenant[part].clear();
    },
  };
  tenant.switches.onAction('rotate_keys', (value) => ROTATION[value](tenant.keys));
  return tenant;
}

export { SigningKeys };
