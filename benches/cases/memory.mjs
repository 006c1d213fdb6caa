import { openGuest } from '../guest.mjs';
import { heapOf } from '../heap.mjs';
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
        row('memory, signed in', { samples, pick: ({ before }) => all(before) }),
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
    if (who === 'bare') return await holdings(guest);
    await guest.signIn();
    return await holdings(guest, { keeps: TOKENS });
  } finally {
    await guest.close();
  }
}

/** Before and after so many tokens more. */
async function holdings(guest, { keeps } = {}) {
  const { page } = await guest.arrive();
  if (!keeps) {
    const heap = await heapOf(page);
    return { before: heap, after: heap };
  }
  const client = await page.evaluateHandle(() => window.auth0);
  await page.evaluate(() => window.auth0.getTokenSilently());
  const before = await heapOf(page);
  await page.evaluate(keepTokens, { client, from: 0, to: keeps });
  return { before, after: await heapOf(page) };
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
