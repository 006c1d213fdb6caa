import { rowOf } from '../statistics.mjs';

const METHODS = ['getTokenSilently', 'getUser', 'isAuthenticated'];
const STORES = ['memory', 'localstorage'];
const CALLS = 1000;
const TARGET = { toPeer: 1 };

/** 1,000 calls one after the other make one sample, and 1,000 at once another. */
export const cached = {
  name: 'cached',
  title: 'Calls that the cache answers',
  async run(world, { rounds = 15 }) {
    const rows = [];
    for (const cacheLocation of STORES) rows.push(...(await inStore(world, { cacheLocation, rounds })));
    return rows;
  },
};

async function inStore(world, { cacheLocation, rounds }) {
  const visit = await world.visit();
  try {
    const samples = await visit.measure('cached', { cacheLocation, methods: METHODS, calls: CALLS, rounds });
    return METHODS.flatMap((method) => [
      rowOf({
        name: `${method}, ${cacheLocation}, per call of 1,000`,
        unit: 'us',
        samples: samples[method].sequential,
        target: TARGET,
      }),
      rowOf({
        name: `${method}, ${cacheLocation}, 1,000 at once`,
        unit: 'ms',
        samples: samples[method].atOnce,
        target: TARGET,
      }),
    ]);
  } finally {
    await visit.close();
  }
}
