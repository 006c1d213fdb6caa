import { countRequests, requestRow } from '../requests.mjs';
import { rowOf } from '../statistics.mjs';

// Rounds that warm up ask for tokens too; see page/tabs.mjs.
const WARM = 2;

/** A refresh while another tab waits for the same token: until the first tab has it, and until both have. */
export const tabs = {
  name: 'tabs',
  title: 'Refresh round trip, another tab waiting',
  async run(world, { rounds = 25 }) {
    const visit = await world.visit();
    try {
      const other = await visit.tab();
      await visit.measure('tabs', { serving: true }, other);
      const requests = countRequests(visit.context);
      const { first, both } = await visit.measure('tabs', { rounds, warm: WARM });
      return [
        rowOf({ name: 'refresh, localstorage, another tab waiting', unit: 'ms', samples: first }),
        rowOf({ name: 'until both tabs have the token', unit: 'ms', samples: both }),
        requestRow(requests, { name: 'token requests for it', rounds: rounds + WARM }),
      ];
    } finally {
      await visit.close();
    }
  },
};
