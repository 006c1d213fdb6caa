import { openGuest } from '../guest.mjs';
import { loadedRows } from '../loaded.mjs';
import { openProduction } from '../production.mjs';
import { rowOf } from '../statistics.mjs';
import { takeTurns } from '../turns.mjs';

const WHO = ['ours', 'url', 'peer', 'bare'];
const WARM = 2;
const TARGET = { toPeer: 1 };
/** The bytes of a first visit count where there is a network: this is a good mobile one. */
const MOBILE = { latency: 40, bytesPerSecond: 10_000_000 / 8 };

const SITUATIONS = [
  { what: 'signed out, empty cache', fresh: true },
  { what: 'signed out, empty cache, 10 Mbit/s', fresh: true, network: MOBILE },
  { what: 'signed out, warm cache' },
  { what: 'signed in, empty cache', fresh: true, signedIn: true },
  { what: 'signed in, warm cache', signedIn: true },
  // What ours needs all of at once, and the tenant.
  { what: 'signed in, tokens in memory, 10 Mbit/s', fresh: true, signedIn: true, network: MOBILE, store: 'memory' },
  { what: 'signed in, tokens in memory, warm cache', signedIn: true, store: 'memory' },
];

/** From the navigation until `createAuth0Client` has resolved. Bare is the same page without a package. And what it loaded. */
export const cold = {
  name: 'cold',
  title: 'Cold start',
  async run(world, { rounds = 15 }) {
    const { origins, close } = await openProduction(world);
    try {
      const rows = [];
      for (const situation of SITUATIONS) rows.push(...(await measure(world, { origins, rounds, ...situation })));
      return [...rows, ...(await loadedRows(world, origins))];
    } finally {
      await close();
    }
  },
};

async function measure(world, { origins, rounds, what, ...situation }) {
  const visits = {};
  try {
    for (const who of WHO) visits[who] = await visitsOf(world, { who, origin: origins[who], ...situation });
    const contenders = Object.fromEntries(WHO.map((who) => [who, () => visits[who].start()]));
    const { ours, url, peer, bare } = await takeTurns(contenders, { rounds, warm: WARM });
    const row = (name, samples, target) => rowOf({ name: `cold start, ${name}`, unit: 'ms', samples, target });
    return [row(what, { ours, peer, bare }, TARGET), row(`${what}, /url`, { ours: url, peer, bare })];
  } finally {
    for (const { close } of Object.values(visits)) await close();
  }
}

/** `{ start, close }`: `start()` gives the milliseconds of one visit. */
async function visitsOf(world, { who, origin, fresh, signedIn, network, store = 'localstorage' }) {
  const options = { cacheLocation: store };
  const guest = await openGuest(world, { who, origin, options });
  if (signedIn && who !== 'bare') await guest.signIn();
  if (!fresh) return { start: () => once(guest, { who, signedIn }), close: guest.close };
  const past = await guest.context.storageState();
  await guest.close();
  const start = async () => {
    const stranger = await openGuest(world, { who, origin, options, past, network });
    try {
      return await once(stranger, { who, signedIn });
    } finally {
      await stranger.close();
    }
  };
  return { start, close() {} };
}

async function once(guest, { who, signedIn = false }) {
  const { page, told } = await guest.arrive();
  await page.close();
  if (who !== 'bare' && Boolean(told.user) !== signedIn) throw new Error(`${who}: somebody else is signed in`);
  return told.resolved;
}
