// A provider as the world sees it: consent page, calendar, profile, and the page on which a person takes back what
// they agreed to, as one request.

import { now } from '../flow/time.mjs';
import { CALENDAR_SCOPE } from '../model/connections.mjs';
import { renderError } from '../pages/error.mjs';
import { accountOf, offeredAccounts } from './accounts.mjs';
import { eventsOf } from './calendar.mjs';
import { renderConsent } from './page.mjs';
import { callbackUrl } from './url.mjs';

const PATH = /^\/upstream\/([\w-]+)\/(authorize|calendar|userinfo|revoke)$/;
const KNOWN = new Set(['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'access_type']);

const one = (value) => (typeof value === 'string' ? value : undefined);

function askedOf(query) {
  const scopes = (one(query.scope) ?? '').split(' ').filter(Boolean);
  const offline = query.access_type === 'offline' ? 'parameter' : scopes.includes('offline_access') && 'scope';
  const params = Object.fromEntries(Object.entries(query).filter(([name]) => !KNOWN.has(name)));
  return { scopes, offline, state: one(query.state), redirectUri: one(query.redirect_uri), params };
}

function goBack(ctx, { redirectUri, state }, answer) {
  ctx.status = 303;
  ctx.redirect(`${redirectUri}?${new URLSearchParams({ ...answer, ...(state === undefined ? {} : { state }) })}`);
}

function deny(tenant, ctx, connection, asked) {
  tenant.upstream.note('denied', connection.name);
  ctx.note('the person said no');
  goBack(ctx, asked, { error: 'access_denied', error_description: 'The user denied the request' });
}

function approve(tenant, ctx, { connection, asked, account }) {
  const { scopes, offline } = asked;
  const code = tenant.upstream.approve({ connection: connection.name, account, scopes, offline: Boolean(offline) });
  ctx.note(`${account.email} agreed`);
  goBack(ctx, asked, { code });
}

function answerConsent(tenant, ctx, { connection, asked, accounts }) {
  const mode = tenant.switches.value('upstream_consent');
  if (mode === 'deny') return deny(tenant, ctx, connection, asked);
  if (mode === 'approve') return approve(tenant, ctx, { connection, asked, account: accounts[0] });
  if (ctx.method === 'GET') {
    ctx.note('consent page shown');
    return renderConsent(ctx, { connection, accounts, ...asked });
  }
  const { intent, account: typed } = ctx.state.body.params;
  if (intent === 'deny') return deny(tenant, ctx, connection, asked);
  const account = accountOf(connection.name, typed);
  if (account) return approve(tenant, ctx, { connection, asked, account });
  ctx.status = 400;
  const problem = 'Enter an address such as me@example.com.';
  return renderConsent(ctx, { connection, accounts, ...asked, typed, problem });
}

function authorize(tenant, ctx, connection) {
  const asked = askedOf(ctx.query);
  if (asked.redirectUri !== callbackUrl(tenant)) {
    ctx.status = 400;
    const text = 'The provider knows only the tenant: begin at the application.';
    return renderError(ctx, { error: 'invalid_request', error_description: text });
  }
  if (ctx.method === 'GET') {
    const { scopes, params, offline } = asked;
    tenant.upstream.note('asked', connection.name, { scopes, offline: Boolean(offline), params });
  }
  const accounts = offeredAccounts(connection.name, one(ctx.query.login_hint));
  return answerConsent(tenant, ctx, { connection, asked, accounts });
}

function refuse(ctx, status, message) {
  ctx.status = status;
  ctx.body = { error: { code: status, message } };
  ctx.note(`refused: ${message}`);
}

function resource(scope, answer) {
  return (tenant, ctx, connection) => {
    const [, token] = /^bearer (\S+)$/i.exec(ctx.get('authorization')) ?? [];
    const grant = tenant.upstream.open(connection.name, token);
    if (!grant) return refuse(ctx, 401, 'Invalid Credentials');
    if (scope && !grant.scopes.includes(scope))
      return refuse(ctx, 403, 'Request had insufficient authentication scopes');
    tenant.upstream.note('resource served', connection.name, { account: grant.account.email, path: ctx.path });
    ctx.body = answer(grant, tenant);
    return ctx.note(`served to ${grant.account.email}`);
  };
}

const calendar = resource(CALENDAR_SCOPE, ({ account }, tenant) => ({
  summary: account.email,
  items: eventsOf(account, new Date(now(tenant) * 1000)),
}));

const userinfo = resource(undefined, ({ account }) => ({ sub: account.subject, email: account.email }));

function revoke(tenant, ctx, connection) {
  const account = accountOf(connection.name, ctx.state.body.params.account);
  if (!account) return refuse(ctx, 400, 'Send account=, the address of the account, as a form or as JSON');
  tenant.upstream.revoke(connection.name, account);
  ctx.status = 204;
  return ctx.note(`${account.email} took back what they agreed to`);
}

const ROUTES = {
  'GET authorize': authorize,
  'POST authorize': authorize,
  'GET calendar': calendar,
  'GET userinfo': userinfo,
  'POST revoke': revoke,
};

export function upstream(tenant) {
  return async (ctx, next) => {
    const [, name, place] = PATH.exec(ctx.path) ?? [];
    const connection = name && tenant.connections.find(name);
    const route = connection && ROUTES[`${ctx.method} ${place}`];
    if (!route) return next();
    ctx.set('Cache-Control', 'no-store');
    return route(tenant, ctx, connection);
  };
}
