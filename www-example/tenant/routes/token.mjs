// POST /oauth/token around oidc-provider: form or JSON in, tokens and errors in Auth0's form out.

import { mintAnswer } from '../flow/mint.mjs';
import { termsOf } from '../flow/terms.mjs';
import { tokenError } from '../flow/token-errors.mjs';
import { setForm } from './body.mjs';

// Anything else a request carries is ignored, as Auth0 does; a secret is passed on, to be refused.
const PARAMS = [
  'grant_type',
  'client_id',
  'code',
  'code_verifier',
  'redirect_uri',
  'refresh_token',
  'scope',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
];
const REQUIRED = ['grant_type', 'client_id'];
const REQUIRED_FOR = { authorization_code: ['code', 'code_verifier'] };

function fail(ctx, status, error, description, note = description) {
  ctx.status = status;
  ctx.body = { error, error_description: description };
  ctx.note(`refused: ${note}`);
}

function problemWith(body) {
  if (body.kind === 'broken') return 'The body is not a JSON object';
  if (body.kind === 'other') return 'Send the parameters as a form or as JSON';
  const names = [...REQUIRED, ...(REQUIRED_FOR[body.params.grant_type] ?? [])];
  const missing = names.find((name) => body.params[name] === undefined || body.params[name] === '');
  return missing && `Missing required parameter: ${missing}`;
}

// A redirect URI that the authorization request left to the tenant may be left out here too.
async function redirectLeftOut(tenant, provider, params) {
  if (params.redirect_uri || params.grant_type !== 'authorization_code') return undefined;
  const code = await provider.AuthorizationCode.find(params.code, { ignoreExpiration: true });
  return code && termsOf(tenant, code.grantId)?.redirectOmitted ? code.redirectUri : undefined;
}

async function passOn(tenant, provider, ctx) {
  const { params } = ctx.state.body;
  const known = Object.entries(params).filter(([name, value]) => PARAMS.includes(name) && value !== '');
  const pairs = known.flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
  const redirect = await redirectLeftOut(tenant, provider, params);
  if (redirect) pairs.push(['redirect_uri', redirect]);
  setForm(ctx, pairs);
}

async function finish(tenant, ctx) {
  if (ctx.status !== 200) {
    const { status, body, note } = tokenError(ctx.state.failure, ctx.body, ctx.state.body.params);
    Object.assign(ctx, { status, body });
    return ctx.note(`refused: ${note}`);
  }
  const { AuthorizationCode, RefreshToken, Client } = ctx.oidc.entities;
  const source = AuthorizationCode ?? RefreshToken;
  const terms = termsOf(tenant, source.grantId);
  ctx.body = await mintAnswer(tenant, { body: ctx.body, source, terms, clientId: Client.clientId });
  return ctx.note(
    `${AuthorizationCode ? 'code' : 'refresh token'} redeemed for ${terms.audience ?? 'a userinfo token'}`,
  );
}

export function token(tenant, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/oauth/token' || ctx.method !== 'POST') return next();
    const problem = problemWith(ctx.state.body);
    if (problem) return fail(ctx, 400, 'invalid_request', problem);
    if (!tenant.clients.has(ctx.state.body.params.client_id)) {
      return fail(ctx, 401, 'invalid_client', `Unknown client: ${ctx.state.body.params.client_id}`);
    }
    await passOn(tenant, provider, ctx);
    await next();
    return finish(tenant, ctx);
  };
}
