import { rowOf, summarise } from '../statistics.mjs';

const KINDS = [
  { kind: 'Bearer', useDpop: false, nonces: 'off' },
  { kind: 'DPoP', useDpop: true, nonces: 'off' },
  { kind: 'DPoP, nonce demanded', useDpop: true, nonces: 'required' },
];

/** Milliseconds. */
const MOST_BY_DPOP = 0.4;

/** Bare is `fetch` with the same headers, made beforehand, so that the API has the same work. */
export const fetcher = {
  name: 'fetcher',
  title: 'fetchWithAuth to the API',
  async run(world, { rounds = 40 }) {
    const rows = [];
    for (const one of KINDS) rows.push(...(await ofKind(world, { ...one, rounds })));
    return rows;
  },
};

async function ofKind(world, { kind, useDpop, nonces, rounds }) {
  const visit = await world.visit();
  // Bare sends one proof again and again.
  await world.api.switches.set({ jti_replay: 'accept', rs_nonce: nonces });
  try {
    const samples = await visit.measure('fetcher', { useDpop, rounds, batch: 5 });
    return [rowOf({ name: `fetchWithAuth, ${kind}`, unit: 'ms', samples }), added(kind, { samples, useDpop })];
  } finally {
    world.api.reset();
    await visit.close();
  }
}

/** What an SDK adds to the bare request of the same round. A ratio of two such differences would say nothing. */
function added(kind, { samples: { ours, peer, bare }, useDpop }) {
  const beyond = (samples) => summarise(samples.map((time, round) => time - bare[round]));
  return {
    name: `of it added by the SDK, ${kind}`,
    unit: 'ms',
    contenders: { ours: beyond(ours), peer: beyond(peer) },
    target: useDpop ? { ours: MOST_BY_DPOP } : undefined,
  };
}
