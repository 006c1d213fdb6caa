// Calls that are answered without a request, because everything is in the cache.
import { alternate } from './alternate.mjs';
import { clientOf, CONTENDERS, signedIn } from './clients.mjs';

/**
 * Samples by method, for one cache location; `calls` of a method make one sample. `isFirst` asks clients of a page that
 * has just opened.
 */
export default async function cached({ cacheLocation, methods, calls, rounds, isFirst = false }) {
  const clients = isFirst ? newClients({ cacheLocation }) : await signedIn({ cacheLocation });
  const samples = {};
  for (const method of methods) {
    const ask = (who) => () => clients[who][method]();
    const run = { ours: ask('ours'), peer: ask('peer') };
    samples[method] = {
      sequential: await alternate(run, { rounds, warm: 2, batch: calls }),
      atOnce: await alternate(atOnce(run, calls), { rounds, warm: 2 }),
    };
  }
  return samples;
}

const newClients = (options) => Object.fromEntries(CONTENDERS.map((who) => [who, clientOf(who, options)]));

function atOnce(run, calls) {
  const all = (ask) => () => Promise.all(Array.from({ length: calls }, ask));
  return Object.fromEntries(Object.entries(run).map(([who, ask]) => [who, all(ask)]));
}
