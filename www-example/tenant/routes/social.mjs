// Signing in by a provider: to its consent page, back, and on to the end of the sign-in. What the provider answers is
// kept for the sign-in it belongs to, whose cookie only the browser that began it has.

import { randomBytes } from 'node:crypto';
import { consentUrl } from '../upstream/url.mjs';

const LIFETIME = 3600;

const key = (secret) => `SignInBy:${secret}`;

function keep({ store }, facts) {
  const secret = randomBytes(24).toString('base64url');
  store.set(key(secret), facts, LIFETIME);
  return secret;
}

function take({ store }, secret) {
  const facts = typeof secret === 'string' ? store.get(key(secret)) : undefined;
  store.delete(key(secret));
  return facts;
}

/** The connection a request names, if one may sign in by it to this application. */
export function namedProvider({ connections }, { client_id: client }, name) {
  return connections.forSignIn(client).find((connection) => connection.name === name);
}

/** The scopes of a sign-in: the configured ones, those the application adds, and offline access if accounts count too. */
function scopesFor({ scopes, offline, purpose }, { connection_scope: added }) {
  const all = [...scopes, ...String(added ?? '').split(',')].map((scope) => scope.trim()).filter(Boolean);
  const wanted = purpose === 'both' && offline;
  return { offline: wanted, scopes: [...new Set([...all, ...(wanted === 'scope' ? ['offline_access'] : [])])] };
}

export function goToProvider(tenant, ctx, { uid, params }, connection) {
  const state = keep(tenant, { uid, connection: connection.name });
  const { login_hint: hint } = params;
  ctx.status = 303;
  ctx.redirect(
    consentUrl(tenant, {
      connection: connection.name,
      ...scopesFor(connection, params),
      state,
      params: hint === undefined ? {} : { login_hint: hint },
    }),
  );
  ctx.note(`to ${connection.name}`);
}

/** Takes a provider's answer to a sign-in; false for an answer to something else. */
export function backFromProvider(tenant, ctx) {
  const begun = take(tenant, ctx.query.state);
  if (!begun?.uid) return false;
  const tokens = tenant.upstream.redeem(begun.connection, ctx.query.code);
  const answered = keep(tenant, { for: begun.uid, connection: begun.connection, upstream: tokens?.upstream });
  ctx.redirect(`/u/login/${begun.uid}?provider=${answered}`);
  ctx.note(tokens ? 'back from the provider' : 'the provider refused');
  return true;
}

/** How the sign-in ends by what the provider said: `{person}`, or nobody; undefined if it said nothing to this one. */
export function providerAnswer(tenant, { uid }, secret) {
  const answered = take(tenant, secret);
  if (answered?.for !== uid) return undefined;
  const { connection, upstream } = answered;
  return { person: upstream && tenant.users.byProvider(connection, upstream) };
}
