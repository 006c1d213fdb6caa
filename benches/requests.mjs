// The token requests of a browser profile, by the application that makes them.
import { summarise } from './statistics.mjs';

const APPLICATIONS = { 'demo-spa': 'ours', 'other-spa': 'peer' };

/** Counts from now on: `{ ours, peer }`. */
export function countRequests(context) {
  const requests = { ours: 0, peer: 0 };
  context.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/oauth/token')) return;
    const client = new URLSearchParams(request.postData() ?? '').get('client_id');
    requests[APPLICATIONS[client]] += 1;
  });
  return requests;
}

/** How many there were for each round. */
export function requestRow({ ours, peer }, { name, rounds }) {
  const one = (value) => summarise([value]);
  return {
    name,
    unit: 'count',
    contenders: { ours: one(ours / rounds), peer: one(peer / rounds) },
    toPeer: one(ours / peer),
  };
}
