import { rowOf, summarise } from '../statistics.mjs';

const STORES = ['memory', 'localstorage', 'custom', 'indexeddb'];
const COUNTS = [10, 100, 1000, 10_000];
const [FEW, MANY] = [COUNTS[0], COUNTS.at(-1)];
/** A thousand times the entries may cost this much: what a larger index and a fuller memory of the machine do. */
const FLAT = { ours: 1.5 };
const KINDS = {
  exact: { what: 'lookup', counts: COUNTS },
  narrower: { what: 'lookup of a narrower scope', counts: [FEW, MANY] },
};

/** Cached calls beside entries of other clients and audiences: what matters is that many are no slower than few. */
export const lookup = {
  name: 'lookup',
  title: 'Calls that the cache answers, beside other entries',
  async run(world, { rounds = 15 }) {
    const rows = [];
    for (const store of STORES) rows.push(...(await inStore(world, { store, rounds })));
    return rows;
  },
};

async function inStore(world, { store, rounds }) {
  const visit = await world.visit();
  try {
    const samples = await visit.measure('lookup', { store, counts: COUNTS, rounds });
    return Object.keys(KINDS).flatMap((kind) => rowsOf({ ...KINDS[kind], store, samples: samples[kind] }));
  } finally {
    await visit.close();
  }
}

function rowsOf({ what, counts, store, samples }) {
  const named = (count) => `${what}, ${store}, ${count.toLocaleString('en')} others`;
  const isDetail = (count) => count !== FEW && count !== MANY;
  const rows = counts.map((count) =>
    rowOf({ name: named(count), unit: 'us', samples: samples[count], isDetail: isDetail(count) }),
  );
  return [...rows, growth(`${what}, ${store}, with ${MANY.toLocaleString('en')} against ${FEW}`, samples)];
}

/** How much longer a call takes with many others: 1 is flat. */
function growth(name, samples) {
  const of = (who) => summarise(samples[MANY][who].map((time, round) => time / samples[FEW][who][round]));
  const contenders = Object.fromEntries(Object.keys(samples[MANY]).map((who) => [who, of(who)]));
  return { name, unit: 'times', contenders, target: FLAT };
}
