import { countRequests, requestRow } from '../requests.mjs';
import { rowOf, summarise } from '../statistics.mjs';

const TABS = 20;
// Rounds that warm up ask for tokens too; see page/crowd.mjs.
const WARM = 1;

/** A refresh that 20 tabs want at once: until the last has its token, and the token requests this took. */
export const crowd = {
  name: 'crowd',
  title: `Refresh round trip, ${TABS} tabs at once`,
  async run(world, { rounds = 8 }) {
    const visit = await world.visit();
    try {
      const others = TABS - 1;
      for (let tab = 0; tab < others; tab += 1) await visit.measure('crowd', { serving: true }, await visit.tab());
      const requests = countRequests(visit.context);
      const { time, failed } = await visit.measure('crowd', { rounds, warm: WARM, others });
      return [
        rowOf({ name: `refresh, localstorage, until the last of ${TABS} tabs`, unit: 'ms', samples: time }),
        failedRow(failed),
        requestRow(requests, { name: `token requests for all ${TABS}`, rounds: rounds + WARM }),
      ];
    } finally {
      await visit.close();
    }
  },
};

/** All of them over all rounds: the peer gives up waiting for its lock after five seconds. */
function failedRow({ ours, peer }) {
  const sum = (counts) => summarise([counts.reduce((total, count) => total + count, 0)]);
  return { name: 'tabs without a token, all rounds', unit: 'count', contenders: { ours: sum(ours), peer: sum(peer) } };
}
