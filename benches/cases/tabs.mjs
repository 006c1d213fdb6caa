import { rowOf, summarise } from '../statistics.mjs';

const APPLICATIONS = { 'demo-spa': 'ours', 'other-spa': 'peer' };
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
        requestRow(requests, rounds + WARM),
      ];
    } finally {
      await visit.close();
    }
  },
};

function countRequests(context) {
  const requests = { ours: 0, peer: 0 };
  context.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/oauth/token')) return;
    const client = new URLSearchParams(request.postData() ?? '').get('client_id');
    requests[APPLICATIONS[client]] += 1;
  });
  return requests;
}

function requestRow({ ours, peer }, rounds) {
  const one = (value) => summarise([value]);
  return {
    name: 'token requests for it',
    unit: 'count',
    contenders: { ours: one(ours / rounds), peer: one(peer / rounds) },
    toPeer: one(ours / peer),
  };
}
