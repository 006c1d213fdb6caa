// An API on an origin of its own: takes tokens, checks proofs with jose, and refuses on demand.
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { EmbeddedJWK, jwtVerify } from 'jose';
import { serve } from './chromium.mjs';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, dpop',
  'access-control-expose-headers': 'dpop-nonce, www-authenticate, retry-after',
};

/**
 * Serves the API. `seen` has what arrived: path, authorization, body, and the nonce of the proof;
 * `arrived` waits for a request to a path.
 */
export async function serveApi() {
  const seen = [];
  const proofs = new Set();
  const arrivals = new EventEmitter();
  const { origin, close } = await serve(async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end();
    const call = await readCall(request, origin, proofs);
    seen.push(call);
    arrivals.emit(call.path);
    const answer = ROUTES[call.path]?.(call, seen) ?? ok(call);
    // A route that says `hang` leaves the caller waiting.
    if (answer !== HANG) respond(response, answer);
  });
  const arrived = async (path) => seen.some((call) => call.path === path) || once(arrivals, path);
  return { origin, close, seen, arrived };
}

async function readCall(request, origin, proofs) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { authorization, dpop } = request.headers;
  const call = { method: request.method, path: request.url, authorization, body };
  if (!dpop) return call;
  const { payload } = await jwtVerify(dpop, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });
  const token = authorization.replace(/^DPoP /, '');
  const fresh = !proofs.has(payload.jti);
  proofs.add(payload.jti);
  const expected = [request.method, origin + request.url, createHash('sha256').update(token).digest('base64url')];
  const isValid = fresh && [payload.htm, payload.htu, payload.ath].join() === expected.join();
  return { ...call, nonce: payload.nonce ?? null, isValid };
}

const HANG = Symbol('no answer');
const NONCE = 'nonce-of-the-api';

const ok = ({ authorization, nonce, isValid, body }) => ({
  status: 200,
  body: { authorization, nonce, isValid, body },
});
const challenge = (status, text, headers = {}) => ({ status, headers: { 'www-authenticate': text, ...headers } });
const wantsNonce = challenge(401, 'DPoP error="use_dpop_nonce"', { 'dpop-nonce': NONCE });

const ROUTES = {
  '/nonce': ({ nonce }) => (nonce === NONCE ? undefined : wantsNonce),
  '/nonce-for-ever': () => wantsNonce,
  '/renew': ({ authorization }) =>
    authorization === 'Bearer old' ? challenge(401, 'Bearer error="invalid_token"') : undefined,
  '/step-up': ({ authorization }) =>
    authorization === 'Bearer strong'
      ? undefined
      : challenge(401, 'Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="60"'),
  '/busy': (call, seen) =>
    seen.filter(({ path }) => path === '/busy').length > 1
      ? undefined
      : { status: 429, headers: { 'retry-after': '0' } },
  '/slow': () => HANG,
  '/teapot': () => ({ status: 418 }),
};

function respond(response, { status, headers, body }) {
  response.writeHead(status, { ...CORS, 'content-type': 'application/json', ...headers });
  response.end(body && JSON.stringify(body));
}
