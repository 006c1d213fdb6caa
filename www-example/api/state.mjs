// What one API server is made of.

import { Nonces } from '../tenant/dpop/nonces.mjs';
import { SeenProofs } from '../tenant/dpop/seen.mjs';
import { Switches } from '../tenant/faults/switches.mjs';
import { Log } from '../tenant/log/log.mjs';
import { SWITCHES } from './faults.mjs';

const ALL = 'all';

/** How strict the nonces are about themselves, by the value of the switch. */
const MODES = { per_api: 'required' };

export function createState({ url, origins }) {
  const nonces = new Map();
  const api = {
    url,
    origins: new Set(origins),
    switches: new Switches(SWITCHES),
    seen: new SeenProofs(),
    log: new Log(),
    now: () => Math.floor(Date.now() / 1000) + api.switches.value('clock_ahead'),
    noncesFor(audience) {
      const value = api.switches.value('rs_nonce');
      const key = value === 'per_api' ? audience : ALL;
      if (!nonces.has(key)) nonces.set(key, new Nonces());
      return { nonces: nonces.get(key), mode: MODES[value] ?? value };
    },
    reset() {
      api.switches.reset();
      api.seen.clear();
      api.log.clear();
      nonces.clear();
    },
  };
  api.switches.watch(() => {
    if (api.switches.value('api_force_401') !== 'token') api.refusedToken = undefined;
  });
  return api;
}
