// The paths of the API, with CORS for the registered pages.

import { Refusal } from './access.mjs';
import { calendarOf } from './calendar.mjs';

const ROUTES = {
  'GET /calendar': { scope: 'read:calendar', answer: ({ sub }) => calendarOf(sub) },
  'GET /public': { open: true, answer: () => ({ message: 'Anybody may read this.' }) },
  'GET /health': { open: true, answer: () => ({ status: 'ok' }) },
};

function cors(request, response, origins) {
  const { origin } = request.headers;
  response.setHeader('Vary', 'Origin');
  if (!origins.has(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate, DPoP-Nonce');
  if (request.method !== 'OPTIONS') return;
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, dpop, content-type');
  response.setHeader('Access-Control-Max-Age', '600');
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function refuse(response, refusal) {
  if (refusal.challenge) response.setHeader('WWW-Authenticate', refusal.challenge);
  send(response, refusal.status, refusal.body);
}

async function serve(request, response, verify) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const route = ROUTES[`${request.method} ${pathname}`];
  if (!route)
    return send(response, 404, { error: 'not_found', error_description: `There is no ${request.method} ${pathname}` });
  try {
    const claims = route.open ? undefined : await verify(request.headers.authorization, route.scope);
    return send(response, 200, route.answer(claims));
  } catch (error) {
    if (error instanceof Refusal) return refuse(response, error);
    console.error('api: unexpected failure in', pathname, error);
    return send(response, 500, { error: 'server_error', error_description: 'The API failed; its console says why' });
  }
}

export function createRouter({ verify, origins }) {
  return (request, response) => {
    cors(request, response, origins);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    serve(request, response, verify);
  };
}
