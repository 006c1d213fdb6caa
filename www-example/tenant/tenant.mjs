// What one tenant is made of. Nothing here is shared: several tenants may run in one process.

import { Nonces } from './dpop/nonces.mjs';
import { SeenProofs } from './dpop/seen.mjs';
import { SWITCHES } from './faults/list.mjs';
import { Switches } from './faults/switches.mjs';
import { Log } from './log/log.mjs';
import { Apis } from './model/apis.mjs';
import { Clients } from './model/clients.mjs';
import { Clock } from './model/clock.mjs';
import { Families } from './model/families.mjs';
import { SigningKeys } from './model/keys.mjs';
import { Store } from './model/store.mjs';
import { Users } from './model/users.mjs';

const ROTATION = {
  rotate: (keys) => keys.rotate(),
  promote_next: (keys) => keys.promoteNext(),
  drop_previous: (keys) => keys.dropPrevious(),
};

export function createTenant({ port, keys, ...registered }) {
  const url = `http://localhost:${port}`;
  const issuer = `${url}/`;
  const store = new Store();
  const tenant = {
    port,
    url,
    issuer,
    keys,
    apis: new Apis(issuer),
    clients: new Clients(registered),
    users: new Users(issuer),
    store,
    families: new Families(),
    nonces: new Nonces(),
    seen: new SeenProofs(),
    clock: new Clock(store),
    switches: new Switches(SWITCHES),
    log: new Log(),
    /** Switches, sessions, codes, tokens, users, clock and log as at the start; of the keys, the current and the next stay. */
    reset() {
      for (const part of ['switches', 'clock', 'keys', 'users']) tenant[part].reset();
      for (const part of ['store', 'families', 'nonces', 'seen', 'log']) tenant[part].clear();
    },
  };
  tenant.switches.onAction('rotate_keys', (value) => ROTATION[value](tenant.keys));
  return tenant;
}

export { SigningKeys };
