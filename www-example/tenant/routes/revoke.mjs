// POST /oauth/revoke around oidc-provider: ends the family of a refresh token. Like Auth0, it tells nobody whether
// there was such a token.

import { termsOf } from '../flow/terms.mjs';
import { setForm } from './body.mjs';
import { fail } from './failure.mjs';

const PARAMS = ['client_id', 'token', 'token_type_hint'];

function problemWith({ kind, params }) {
  if (kind === 'broken') return 'The body is not a JSON object';
  if (kind === 'other') return 'Send the parameters as a form or as JSON';
  const missing = ['client_id', 'token'].find((name) => !params[name]);
  if (missing) return `Missing required parameter: ${missing}`;
  const repeated = PARAMS.find((name) => Array.isArray(params[name]));
  return repeated && `Parameter ${repeated} appears more than once`;
}

function told(family, params) {
  if (!family) return 'there is no such refresh token';
  if (family.client !== params.client_id) return 'nothing revoked: the token belongs to another client';
  return `refresh-token family of ${family.subject} revoked`;
}

// Only where a switch asks for it: Auth0 takes a revocation without a proof.
async function lacksProof(tenant, provider, ctx) {
  if (tenant.switches.value('revoke_requires_pop') === 'off') return false;
  const token = await provider.RefreshToken.find(ctx.state.body.params.token, { ignoreExpiration: true });
  const key = token && termsOf(tenant, token.grantId)?.refreshKey;
  return Boolean(key) && ctx.state.proof?.jkt !== key;
}

export function revoke(tenant, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/oauth/revoke' || ctx.method !== 'POST') return next();
    const { params } = ctx.state.body;
    const problem = problemWith(ctx.state.body);
    if (problem) return fail(ctx, 400, 'invalid_request', problem);
    if (!tenant.clients.has(params.client_id)) {
      return fail(ctx, 401, 'invalid_client', `Unknown client: ${params.client_id}`);
    }
    if (await lacksProof(tenant, provider, ctx)) {
      return fail(ctx, 400, 'invalid_dpop_proof', 'The revocation of a bound token needs a proof of its key');
    }
    const family = tenant.families.ofToken(params.token);
    setForm(
      ctx,
      PARAMS.filter((name) => params[name]).map((name) => [name, String(params[name])]),
    );
    await next();
    if (ctx.status !== 200) return ctx.note(`refused: ${ctx.body.error_description}`);
    return ctx.note(told(family, params));
  };
}
