// Calls that are answered without a request, because everything is in the cache.
import { alternate } from './alternate.mjs';
import { signedIn } from './clients.mjs';

/** Samples by method, for one cache location; `calls` of a method make one sample. */
export default async function cached({ cacheLocation, methods, calls, rounds }) {
  const clients = await signedIn({ cacheLocation });
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

function atOnce(run, calls) {
  const all = (ask) => () => Promise.all(Array.from({ length: calls }, ask));
  return Object.fromEntries(Object.entries(run).map(([who, ask]) => [who, all(ask)]));
}
