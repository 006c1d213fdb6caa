// POST /anonymous/token and /anonymous/logout. A browser is known by a cookie, an application by the session token.

import { SESSION_LIFETIME } from '../anonymous/sessions.mjs';
import { mint, targetOf } from '../anonymous/token.mjs';
import { OauthError } from '../flow/oauth-error.mjs';
import { now } from '../flow/time.mjs';
import { fail } from './failure.mjs';

/** Bytes that metadata may take as JSON. */
const MOST_METADATA = 1024;

const cookieName = ({ port }) => `auth0_${port}_anonymous`;

const isText = (value) => value === undefined || typeof value === 'string';

function problemWith({ kind, params }) {
  if (kind !== 'json') return 'Send the request as a JSON object';
  if (!params.client_id) return 'Missing required parameter: client_id';
  const strange = ['client_id', 'session_token', 'audience', 'scope'].find((name) => !isText(params[name]));
  if (strange) return `${strange} must be a string`;
  const { metadata } = params;
  if (metadata === undefined) return undefined;
  if (params.session_token) return 'metadata is for a new session';
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) return 'metadata must be an object';
  return JSON.stringify(metadata).length > MOST_METADATA ? 'metadata is larger than 1 KB' : undefined;
}

function sessionOf(tenant, { session_token: token, client_id: client }) {
  const session = tenant.anonymous.find(token);
  if (session?.client !== client) throw new OauthError(401, 'invalid_session_token', 'The session token is not valid');
  if (session.until > now(tenant)) return session;
  tenant.anonymous.end(token);
  throw new OauthError(401, 'session_expired', 'The anonymous session has expired');
}

function begin(tenant, ctx, { client_id: client, metadata }) {
  const session = tenant.anonymous.begin({ client, metadata, now: now(tenant) });
  ctx.cookies.set(cookieName(tenant), session.token, {
    httpOnly: true,
    sameSite: 'lax',
    maxAge: SESSION_LIFETIME * 1000,
  });
  return session;
}

async function token(tenant, ctx, params) {
  const target = targetOf(tenant, params);
  const session = params.session_token ? sessionOf(tenant, params) : begin(tenant, ctx, params);
  const answer = await mint(tenant, { session, ...target });
  ctx.body = params.session_token ? answer : { ...answer, session_token: session.token };
  ctx.note(`${session.sub} ${params.session_token ? 'goes on' : 'begins'}, for ${target.audience}`);
}

function logout(tenant, ctx) {
  const name = cookieName(tenant);
  const gone = tenant.anonymous.end(ctx.cookies.get(name));
  ctx.cookies.set(name, null);
  ctx.status = 204;
  ctx.note(gone ? 'anonymous session ended' : 'this browser has no anonymous session');
}

const ROUTES = { 'POST /anonymous/token': token, 'POST /anonymous/logout': logout };

function check(tenant, { params, ...body }) {
  const problem = problemWith({ params, ...body });
  if (problem) throw new OauthError(400, 'invalid_request', problem);
  if (!tenant.clients.signsIn(params.client_id)) {
    throw new OauthError(401, 'invalid_client', `Unknown client: ${params.client_id}`);
  }
  if (tenant.switches.value('anonymous') === 'off') {
    throw new OauthError(403, 'feature_not_enabled', 'Anonymous sessions are not enabled for this tenant');
  }
}

export function anonymous(tenant) {
  return async (ctx, next) => {
    const route = ROUTES[`${ctx.method} ${ctx.path}`];
    if (!route) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      check(tenant, ctx.state.body);
      return await route(tenant, ctx, ctx.state.body.params);
    } catch (error) {
      if (!(error instanceof OauthError)) throw error;
      return fail(ctx, error.status, error.error, error.message, error.note);
    }
  };
}
