// The refresh of an access token that has run out, while another tab wants the same.
import { CONTENDERS, expire, signedIn, storedEntry } from './clients.mjs';

export const OPTIONS = { cacheLocation: 'localstorage', useRefreshTokens: true, useRefreshTokensFallback: true };

/** A clock that all tabs share. */
export const now = () => performance.timeOrigin + performance.now();

/** In the tab that measures: per round, when this tab has its token, and when both have. */
export default async function tabs({ rounds, warm, serving = false }) {
  const clients = await signedIn(OPTIONS);
  const channel = new BroadcastChannel('side-by-side');
  if (serving) return answerTabs(clients, channel);
  const samples = { first: { ours: [], peer: [] }, both: { ours: [], peer: [] } };
  for (let round = -warm; round < rounds; round += 1) {
    for (const who of round % 2 ? CONTENDERS : [...CONTENDERS].reverse()) {
      const { first, both } = await oneRound(clients[who], { who, channel });
      if (round < 0) continue;
      samples.first[who].push(first);
      samples.both[who].push(both);
    }
  }
  return samples;
}

async function oneRound(client, { who, channel }) {
  expire(who);
  await ask(channel, { prepare: who });
  const start = now();
  const token = client.getTokenSilently();
  const answer = ask(channel, { fetch: who });
  await token;
  const first = now() - start;
  const { at, error } = await answer;
  if (error) throw new Error(`the other tab of ${who}: ${error}`);
  return { first, both: Math.max(first, at - start) };
}

function ask(channel, question) {
  return new Promise((resolve) => {
    channel.addEventListener('message', ({ data }) => resolve(data), { once: true });
    channel.postMessage(question);
  });
}

/** In the tab that waits: asks for a token whenever the other tab does, and says when it has one. */
export function answerTabs(clients, channel) {
  channel.addEventListener('message', async ({ data: { prepare, fetch } }) => {
    // Tabs that wait hear each other's answers too.
    if (!prepare && !fetch) return;
    const work = prepare ? seesExpiry(prepare) : clients[fetch].getTokenSilently();
    const error = await work.then(none, String);
    channel.postMessage({ error, at: now() });
  });
}

// Storage reaches another tab a little later; a tab that has not seen the expiry has no reason to wait.
async function seesExpiry(who) {
  while (storedEntry(who).entry.expiresAt * 1000 > Date.now()) await new Promise((resolve) => setTimeout(resolve, 2));
}

function none() {}
