// The control API of the API, as the tenant has one: switches, log, proofs, reset.

import { SwitchError } from '../tenant/faults/switches.mjs';
import { readBody } from './body.mjs';

function foreign(api, { headers }) {
  const host = String(headers.host).replace(/:\d+$/, '');
  // A name that is not this machine's would be another site's page talking to it (DNS rebinding).
  if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return `host ${host}`;
  return headers.origin && !api.origins.has(headers.origin) ? `origin ${headers.origin}` : undefined;
}

async function patch(api, request) {
  let changes;
  try {
    changes = JSON.parse(await readBody(request));
  } catch {
    return [400, { error: 'send a JSON object with content-type application/json' }];
  }
  try {
    await api.switches.set(changes);
    return [200, { switches: api.switches.describe() }];
  } catch (error) {
    if (error instanceof SwitchError) return [400, { error: error.message }];
    throw error;
  }
}

function readLog(api, request) {
  const after = Number(new URL(request.url, api.url).searchParams.get('after') ?? 0);
  if (!Number.isInteger(after) || after < 0) {
    return [400, { error: '"after" must be the number of an entry, 0 for all' }];
  }
  return [200, { entries: api.log.entries(after), last: api.log.last }];
}

const ROUTES = {
  'GET /control/switches': (api) => [200, { switches: api.switches.describe() }],
  'PATCH /control/switches': patch,
  'GET /control/log': readLog,
  'DELETE /control/log': (api) => [204, api.log.clear()],
  'GET /control/proofs': (api) => [200, { proofs: api.seen.all() }],
  'POST /control/reset': (api) => [204, api.reset()],
};

/** The answer, `[status, body]`, to a request for a path under `/control`. */
export async function control(api, request, pathname) {
  const stranger = foreign(api, request);
  if (stranger) return [403, { error: `${stranger} may not control this API; register it as an origin` }];
  const route = ROUTES[`${request.method} ${pathname}`];
  return route ? route(api, request) : [404, { error: `there is no ${request.method} ${pathname}` }];
}
