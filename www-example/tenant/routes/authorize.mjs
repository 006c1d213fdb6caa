// GET /authorize around oidc-provider: Auth0's parameters on the way in, its form of the redirect on the way out.

import { issuerNow } from '../flow/mint.mjs';

const WRONG_ISSUER = 'https://attacker.example/';

function prompts(value) {
  const mapped = value.split(' ').map((word) => (word === 'select_account' ? 'login' : word));
  return [...new Set(mapped)].filter((word) => word && word !== 'consent').join(' ');
}

// oidc-provider gives refresh tokens only where a person consents each time; here the wish takes another way.
function takeRefreshScopes(query) {
  const asked = String(query.scope ?? '').split(' ');
  const kinds = ['offline', 'online'].filter((kind) => asked.includes(`${kind}_access`));
  if (kinds.length === 0) return {};
  const scope = asked.filter((word) => !/^(offline|online)_access$/.test(word)).join(' ');
  return { scope: scope || undefined, tenant_refresh: kinds.length > 1 ? 'both' : kinds[0] };
}

// Names of the tenant's own, under which a request tells oidc-provider what it has no notion of, or another one.
function ownParams({ dpop_jkt: key, ...query }) {
  const asked = Object.entries(query).filter(([name]) => name !== 'resource' && !name.startsWith('tenant_'));
  const rest = { ...Object.fromEntries(asked), ...takeRefreshScopes(query) };
  if (rest.scope === undefined) delete rest.scope;
  // The tenant checks proofs itself, and so the binding of the code.
  return key === undefined ? rest : { ...rest, tenant_dpop_jkt: key };
}

/** The query oidc-provider shall see. Consent and account choice are answered by the sign-in page. */
function forProvider(query, clients) {
  const { prompt, ...rest } = ownParams(query);
  const kept = typeof prompt === 'string' ? prompts(prompt) : prompt;
  if (kept) rest.prompt = kept;
  if (!rest.redirect_uri && clients.has(rest.client_id)) {
    Object.assign(rest, { redirect_uri: clients.firstCallback(), tenant_redirect_omitted: '1' });
  }
  if (
    !String(rest.scope ?? '')
      .split(' ')
      .includes('openid')
  ) {
    for (const name of ['nonce', 'max_age', 'id_token_hint', 'acr_values']) delete rest[name];
  }
  // The mode belongs to the response type: of one the tenant does not have, it would be refused first.
  if (rest.response_type !== 'code') delete rest.response_mode;
  return rest;
}

/** The `iss` the switch wants in an authorization response; undefined for none. */
export function issParam(tenant) {
  const mode = tenant.switches.value('iss_param');
  if (mode === 'wrong') return WRONG_ISSUER;
  return mode === 'on' || mode === 'unannounced' ? issuerNow(tenant) : undefined;
}

function rewriteIss(location, iss) {
  const url = new URL(location);
  for (const part of ['search', 'hash']) {
    const params = new URLSearchParams(url[part].slice(1));
    if (!params.has('iss')) continue;
    if (iss === undefined) params.delete('iss');
    else params.set('iss', iss);
    url[part] = params.toString();
  }
  // An origin alone as redirect URI gains a slash in `URL`; Auth0 sends it that way too.
  return url.href;
}

function noteResponse(ctx, params) {
  if (params.get('error')) ctx.note(`refused: ${params.get('error')}: ${params.get('error_description')}`);
  else if (params.get('code')) ctx.note('code issued');
}

function finishRedirect(tenant, ctx) {
  const location = ctx.response.get('location');
  if (!location) return;
  ctx.status = 302;
  const url = new URL(location, tenant.url);
  if (url.origin === tenant.url) {
    if (url.pathname.startsWith('/u/login')) ctx.note('to the sign-in page');
    return;
  }
  ctx.set('Location', rewriteIss(location, issParam(tenant)));
  noteResponse(ctx, new URLSearchParams(url.search || url.hash.slice(1)));
}

export function authorize(tenant) {
  return async (ctx, next) => {
    if (!/^\/authorize(\/|$)/.test(ctx.path)) return next();
    if (ctx.path === '/authorize') ctx.query = forProvider(ctx.query, tenant.clients);
    await next();
    return finishRedirect(tenant, ctx);
  };
}
