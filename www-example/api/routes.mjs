// The paths of the two APIs.

import { credentials } from './access.mjs';
import { CALENDAR, ORDERS } from './apis.mjs';
import { readBody } from './body.mjs';
import { addEvent, calendarOf } from './calendar.mjs';
import { control } from './control.mjs';
import { cors } from './cors.mjs';
import { checkRate, checkRights } from './faults.mjs';
import { ordersOf } from './orders.mjs';
import { record } from './record.mjs';
import { Refusal } from './refusal.mjs';
import { sendsNext } from '../tenant/dpop/nonces.mjs';

const ROUTES = {
  'GET /calendar': { of: CALENDAR, scope: 'read:calendar', answer: ({ sub }) => calendarOf(sub) },
  'POST /calendar': { of: CALENDAR, scope: 'write:calendar', status: 201, answer: addEvent },
  'GET /orders': { of: ORDERS, scope: 'read:orders', answer: ({ sub }) => ordersOf(sub) },
  'GET /public': { answer: () => ({ message: 'Anybody may read this.' }) },
  'GET /health': { answer: () => ({ status: 'ok' }) },
};

/** Paths of APIs that ask others: their answers are made per server. */
const connectedRoutes = (connectedCalendar) => ({
  'GET /connected/calendar': {
    of: CALENDAR,
    scope: 'read:calendar',
    answer: (claims, body, { headers, url }) => {
      const token = credentials(headers.authorization).rest[0];
      return connectedCalendar(claims, { token, query: new URL(url, 'http://localhost').searchParams });
    },
  },
});

/** Says what arrived, by any method: for the tests of a client. */
const ECHO = {
  of: CALENDAR,
  answer: ({ sub, cnf }, body, { method, url, headers }) => ({
    method,
    url,
    type: headers['content-type'] ?? null,
    body,
    sub,
    key: cnf?.jkt ?? null,
  }),
};

function routeFor(routes, request, pathname) {
  return pathname === '/echo' ? ECHO : routes[`${request.method} ${pathname}`];
}

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function refuse(response, refusal, { request, of }) {
  const { scheme } = credentials(request.headers.authorization);
  const challenges = of && refusal.status !== 429 ? refusal.challenges(of.realm, scheme) : [];
  if (challenges.length) response.setHeader('WWW-Authenticate', challenges);
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  send(response, refusal.status, refusal.body);
  return refusal.message;
}

function nextNonce(api, response, of) {
  const { nonces, mode } = api.noncesFor(of.audience);
  if (sendsNext(mode)) response.setHeader('DPoP-Nonce', nonces.next(mode, api.now()));
}

async function answer(api, request, response, { verify, route, pathname }) {
  if (!route) throw new Refusal(404, 'not_found', `There is no ${request.method} ${pathname}`);
  const body = await readBody(request);
  if (!route.of) return send(response, 200, route.answer());
  await checkRate(api);
  const claims = await verify(request, route.of);
  await checkRights(api, claims, route.scope);
  nextNonce(api, response, route.of);
  return send(response, route.status ?? 200, await route.answer(claims, body, request));
}

async function serve(api, request, response, { verify, routes }) {
  const { pathname } = new URL(request.url, api.url);
  if (/^\/control(\/|$)/.test(pathname)) return send(response, ...(await control(api, request, pathname)));
  const route = routeFor(routes, request, pathname);
  let note = 'served';
  try {
    await answer(api, request, response, { verify, route, pathname });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    note = `refused: ${refuse(response, error, { request, of: route?.of })}`;
  }
  return record(api, request, pathname, { status: response.statusCode, note });
}

export function createRouter(api, { verify, connectedCalendar }) {
  const routes = { ...ROUTES, ...connectedRoutes(connectedCalendar) };
  return (request, response) => {
    cors(api, request, response);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    serve(api, request, response, { verify, routes }).catch((error) => {
      console.error('api: unexpected failure in', request.url, error);
      if (response.headersSent) response.destroy();
      else send(response, 500, { error: 'server_error', error_description: 'The API failed; its console says why' });
    });
  };
}
