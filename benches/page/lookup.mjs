// What the cache answers, beside more and more entries that are of no concern.
import { alternate, batchesFor } from './alternate.mjs';
import { APPLICATIONS, clientOf, CONTENDERS } from './clients.mjs';
import { complete } from './complete.mjs';
import { keepTokens } from './exchanges.mjs';
import { others } from './others.mjs';
import { addSealed } from './sealed.mjs';

const WARM_UP = 5;

/** For each store, who has it and how it is filled: `add({ client, who, from, to })`. */
const STORES = {
  memory: { options: () => ({ cacheLocation: 'memory' }), add: keepTokens },
  localstorage: {
    options: () => ({ cacheLocation: 'localstorage' }),
    add: (wanted) => entriesFor(wanted).forEach(({ key, value }) => localStorage.setItem(key, JSON.stringify(value))),
  },
  custom: {
    options: (cache) => ({ cache }),
    add: (wanted) => entriesFor(wanted).forEach(({ key, value }) => wanted.cache.set(key, value)),
  },
  indexeddb: {
    who: ['ours'],
    options: () => ({ cacheLocation: 'indexeddb' }),
    add: (wanted) => addSealed(entriesFor(wanted)),
  },
};

/** For more than the client's own scope, which is what it signs in with here; and for less, which that token serves. */
const ASKED = {
  exact: { authorizationParams: { scope: 'write:calendar' } },
  narrower: undefined,
};

const entriesFor = ({ who, from, to }) => others({ clientId: APPLICATIONS[who], from, to });

/** Samples by kind of question and count: `{ exact: { 10: { ours, peer } }, narrower }`. */
export default async function lookup({ store, counts, rounds }) {
  const { who: names = CONTENDERS, options, add } = STORES[store];
  const clients = {};
  const caches = {};
  for (const who of names) {
    caches[who] = newCache();
    clients[who] = clientOf(who, options(caches[who]));
    await clients[who].getTokenSilently(ASKED.exact);
    await complete(clients[who]);
  }
  const samples = { exact: {}, narrower: {} };
  // What is slow the first time is not what is compared.
  for (const question of Object.values(ASKED)) await ask(clients, { question, rounds: WARM_UP });
  let from = 0;
  for (const to of counts) {
    for (const who of names) await add({ client: clients[who], cache: caches[who], who, from, to });
    from = to;
    for (const kind of Object.keys(ASKED)) samples[kind][to] = await ask(clients, { question: ASKED[kind], rounds });
  }
  return samples;
}

async function ask(clients, { question, rounds }) {
  const run = (client) => () => client.getTokenSilently(question);
  const contenders = Object.fromEntries(Object.entries(clients).map(([who, client]) => [who, run(client)]));
  return alternate(contenders, { rounds, warm: 2, batch: await batchesFor(contenders) });
}

function newCache() {
  const entries = new Map();
  return {
    get: (key) => entries.get(key),
    set: (key, entry) => void entries.set(key, entry),
    remove: (key) => void entries.delete(key),
    allKeys: () => [...entries.keys()],
  };
}
