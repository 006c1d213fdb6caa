// What one tenant is made of. Nothing here is shared: several tenants may run in one process.

import { Switches } from './faults/switches.mjs';
import { Log } from './log/log.mjs';
import { Clients } from './model/clients.mjs';
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
  const tenant = {
    port,
    url,
    issuer,
    keys,
    clients: new Clients(registered),
    users: new Users(issuer),
    store: new Store(),
    switches: new Switches(),
    log: new Log(),
    /** Switches, sessions, codes, users and log as at the start; of the keys, the current and the next stay. */
    reset() {
      tenant.switches.reset();
      tenant.store.clear();
      tenant.keys.reset();
      tenant.users.reset();
      tenant.log.clear();
    },
  };
  tenant.switches.onAction('rotate_keys', (value) => ROTATION[value](tenant.keys));
  return tenant;
}

export { SigningKeys };
