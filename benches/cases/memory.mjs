import { openGuest } from '../guest.mjs';
import { heapOf } from '../heap.mjs';
import { complete } from '../page/complete.mjs';
import { keepTokens } from '../page/exchanges.mjs';
import { openProduction } from '../production.mjs';
import { rowOf } from '../statistics.mjs';
import { takeTurns } from '../turns.mjs';

const WHO = ['ours', 'url', 'peer', 'bare'];
const TOKENS = 1000;
const all = ({ js, wasm }) => js + wasm;

/** What a signed-in page holds: the heap of JavaScript and the memory of the wasm, which for the peer is none. */
export const memory = {
  name: 'memory',
  title: 'Memory',
  async run(world, { rounds = 3 }) {
    const { origins, close } = await openProduction(world);
    try {
      const contenders = Object.fromEntries(
        WHO.map((who) => [who, () => measure(world, { who, origin: origins[who] })]),
      );
      const samples = await takeTurns(contenders, { rounds: Math.min(rounds, 5) });
      return [
        row('memory, signed out', { samples, pick: ({ out }) => all(out) }),
        row('memory, signed in', { samples, pick: ({ before }) => all(before) }),
        row('memory, signed in from a store', { samples, pick: ({ stored }) => all(stored) }),
        row('memory, 1,000 tokens', { samples, pick: ({ after }) => all(after) }),
        row('memory, 1,000 tokens, /url', {
          samples: { ...samples, ours: samples.url },
          pick: ({ after }) => all(after),
        }),
        part('of it wasm memory', { samples, pick: ({ after }) => after.wasm }),
        part('of it for the 1,000 tokens', { samples, pick: ({ before, after }) => all(after) - all(before) }),
      ];
    } finally {
      await close();
    }
  },
};

async function measure(world, { who, origin }) {
  const guest = await openGuest(world, { who, origin });
  try {
    const out = await heapOf((await guest.arrive()).page);
    if (who === 'bare') return { out, before: out, stored: out, after: out };
    await guest.signIn();
    return { out, ...(await holdings(guest)), stored: await stored(world, { who, origin }) };
  } finally {
    await guest.close();
  }
}

/** Before and after so many tokens more. */
async function holdings(guest) {
  const { page } = await guest.arrive();
  const client = await page.evaluateHandle(() => window.auth0);
  await page.evaluate(() => window.auth0.getTokenSilently());
  const before = await heapOf(page);
  await page.evaluate(keepTokens, { client, from: 0, to: TOKENS });
  return { before, after: await heapOf(page) };
}

/** Of a page that begins with what another one has stored, when all is loaded. */
async function stored(world, place) {
  const guest = await openGuest(world, { ...place, options: { cacheLocation: 'localstorage' } });
  try {
    await guest.signIn();
    const { page } = await guest.arrive();
    await page.evaluate(complete, await page.evaluateHandle(() => window.auth0));
    return await heapOf(page);
  } finally {
    await guest.close();
  }
}

function row(name, { samples, pick }) {
  const { ours, peer, bare } = samples;
  const picked = { ours: ours.map(pick), peer: peer.map(pick), bare: bare.map(pick) };
  return rowOf({ name, unit: 'kB', samples: picked });
}

/** Without a ratio, which for a part of the whole would say little. */
function part(name, { samples, pick }) {
  const { contenders } = row(name, { samples, pick });
  return { name, unit: 'kB', contenders: { ours: contenders.ours, peer: contenders.peer } };
}
