import { rowOf, summarise } from '../statistics.mjs';

const KINDS = [
  { kind: 'Bearer', useDpop: false, nonces: 'off' },
  { kind: 'DPoP', useDpop: true, nonces: 'off' },
  { kind: 'DPoP, nonce demanded', useDpop: true, nonces: 'required' },
];

/** Milliseconds. */
const MOST_BY_DPOP = 0.4;

/** Bare is `fetch` with such headers, made beforehand for each request, so that the API has the same work. */
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
  await world.api.switches.set({ rs_nonce: nonces });
  try {
    const samples = await visit.measure('fetcher', { useDpop, rounds, batch: 5 });
    const { signed, ...contenders } = samples;
    const row = rowOf({ name: `fetchWithAuth, ${kind}`, unit: 'ms', samples: contenders });
    return [row, added(kind, { samples, useDpop }), ...(signed ? [addedBySignature(kind, samples)] : [])];
  } finally {
    world.api.reset();
    await visit.close();
  }
}

const beyond = (samples, bare) => summarise(samples.map((time, round) => time - bare[round]));

/** What an SDK adds to the bare request of the same round. A ratio of two such differences would say nothing. */
function added(kind, { samples: { ours, peer, bare }, useDpop }) {
  return {
    name: `of it added by the SDK, ${kind}`,
    unit: 'ms',
    contenders: { ours: beyond(ours, bare), peer: beyond(peer, bare) },
    target: useDpop ? { ours: MOST_BY_DPOP } : undefined,
  };
}

function addedBySignature(kind, { signed, bare }) {
  return {
    name: `added by a bare signature, ${kind}`,
    unit: 'ms',
    contenders: { bare: beyond(signed, bare) },
    isDetail: true,
  };
}
