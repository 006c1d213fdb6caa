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
  const options = { cacheLocation, methods: METHODS, calls: CALLS, rounds };
  try {
    const rows = rowsOf(cacheLocation, await visit.measure('cached', options));
    // What another page has stored, a new page can read before it has loaded all of ours.
    return cacheLocation === 'localstorage' ? [...rows, ...(await onNewPage(visit, options))] : rows;
  } finally {
    await visit.close();
  }
}

/** A page that has opened a moment ago: its second file does not come before all is measured, however long that takes. */
async function onNewPage(visit, options) {
  const page = await visit.tab();
  await page.route('**/whole.js', () => {});
  const samples = await visit.measure('cached', { ...options, isFirst: true }, page);
  // As fast as a page that has all, so far.
  return rowsOf(`${options.cacheLocation}, new page`, samples).map((row) => ({ ...row, isDetail: true }));
}

function rowsOf(where, samples) {
  return METHODS.flatMap((method) => [
    rowOf({
      name: `${method}, ${where}, per call of 1,000`,
      unit: 'us',
      samples: samples[method].sequential,
      target: TARGET,
    }),
    rowOf({ name: `${method}, ${where}, 1,000 at once`, unit: 'ms', samples: samples[method].atOnce, target: TARGET }),
  ]);
}
