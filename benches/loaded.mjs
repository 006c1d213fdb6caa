import { openGuest } from './guest.mjs';
import { summarise } from './statistics.mjs';

const WHO = ['ours', 'url', 'peer'];
/** Longer than our client waits before it loads what a session will need. */
const LATER = 4000;
/** Brotli, of all that the page of a first visit has asked for: the application is in it. */
const TARGET = { ours: 56_000 };

/** What the browser itself has loaded in the application of `app/`, as its server compresses it. */
export async function loadedRows(world, origins) {
  const [out, stored] = [{}, {}];
  for (const who of WHO) {
    const options = { cacheLocation: 'localstorage' };
    out[who] = await visited(world, { who, origin: origins[who], options });
    stored[who] = await visited(world, { who, origin: origins[who], options, signsIn: true });
  }
  return [
    ...rowsOf('scripts loaded, signed out', { samples: out, when: 'later', target: TARGET }),
    ...rowsOf('scripts loaded, signed in from a store', { samples: stored, when: 'told' }),
    ...rowsOf('scripts loaded, the same, seconds later', { samples: stored, when: 'later' }),
  ];
}

/** Bytes: `{ told, later }`, of one visit with an empty cache. */
async function visited(world, { signsIn, ...place }) {
  const past = signsIn && (await pastOf(world, place));
  const guest = await openGuest(world, { ...place, past: past || undefined });
  try {
    const { page, told } = await guest.arrive();
    if (Boolean(told.user) !== Boolean(signsIn)) throw new Error(`${place.who}: somebody else is signed in`);
    const first = await bytesOf(page);
    await page.waitForTimeout(LATER);
    return { told: first, later: await bytesOf(page) };
  } finally {
    await guest.close();
  }
}

async function pastOf(world, place) {
  const guest = await openGuest(world, place);
  try {
    await guest.signIn();
    return await guest.context.storageState();
  } finally {
    await guest.close();
  }
}

/** All files but the page itself; those of the tenant tell no sizes. */
const bytesOf = (page) =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );

function rowsOf(name, { samples: { ours, url, peer }, when, target }) {
  const row = (label, mine, more) => ({
    name: label,
    unit: 'kB',
    contenders: { ours: one(mine[when]), peer: one(peer[when]) },
    toPeer: one(mine[when] / peer[when]),
    ...more,
  });
  return [row(name, ours, { target }), row(`${name}, /url`, url, { isDetail: true })];
}

const one = (value) => summarise([value]);
