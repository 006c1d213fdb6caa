// As much of a tenant's My Account API as connected accounts need.
import { serve } from './chromium.mjs';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type, auth0-client, dpop',
};

const BASE = '/me/v1/connected-accounts';
const account = (number) => ({ id: `cac_${number}`, connection: 'calendar', access_type: 'offline', scopes: ['read'] });

// Three accounts, two on a page.
const ACCOUNTS = { accounts: [account(1), account(2)], next: 'n2' };
const REST = { accounts: [account(3)] };

const FORBIDDEN = {
  type: 'https://auth0.com/api-errors/A0E-403-0002',
  status: 403,
  title: 'Insufficient Scope',
  detail: 'The token may not connect accounts.',
  validation_errors: [{ detail: 'needs a scope', field: 'scope' }],
};

/** Serves it; `seen` has what arrived: method, path with query, authorization, and the body as JSON. */
export async function serveMyAccount() {
  const seen = [];
  const { origin, close } = await serve(async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end();
    let text = '';
    for await (const chunk of request) text += chunk;
    const { method, url } = request;
    const body = text ? JSON.parse(text) : undefined;
    seen.push({ method, url: url.replace(BASE, ''), authorization: request.headers.authorization, body });
    const [status, answer] = answerTo(method, url.replace(BASE, ''), body, origin);
    response.writeHead(status, { ...CORS, 'content-type': 'application/json' }).end(answer && JSON.stringify(answer));
  });
  return { origin, close, seen };
}

function answerTo(method, url, body, origin) {
  const { pathname, searchParams } = new URL(url, origin);
  switch (`${method} ${pathname}`) {
    case 'POST /connect':
      return body.connection === 'forbidden' ? [403, FORBIDDEN] : [201, started(origin)];
    case 'POST /complete':
      return [201, { ...account(9), created_at: '2026-01-01T00:00:00.000Z' }];
    case 'GET /accounts':
      return [200, searchParams.get('from') === 'n2' ? REST : ACCOUNTS];
    case 'GET /connections':
      return [200, { connections: [{ name: 'calendar', strategy: 'oauth2' }] }];
    case 'DELETE /accounts/cac_1':
      return [204];
    default:
      return [404, { type: 'about:blank', status: 404, title: 'Not Found', detail: `No ${method} ${pathname} here.` }];
  }
}

const started = (origin) => ({
  connect_uri: `${origin}/connect?kept=1`,
  auth_session: 'the session',
  connect_params: { ticket: 'the ticket' },
  expires_in: 300,
});
