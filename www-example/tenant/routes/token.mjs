// POST /oauth/token around oidc-provider: form or JSON in, tokens and errors in Auth0's form out.

import { mintAnswer } from '../flow/mint.mjs';
import { possession } from '../flow/possession.mjs';
import { planRedeem } from '../flow/redeem.mjs';
import { planRefresh } from '../flow/refresh.mjs';
import { refreshScope } from '../flow/scopes.mjs';
import { tokenError } from '../flow/token-errors.mjs';
import { setForm } from './body.mjs';
import { fail } from './failure.mjs';

// Anything else a request carries is ignored, as Auth0 does; a secret is passed on, to be refused.
const PARAMS = [
  'grant_type',
  'client_id',
  'code',
  'code_verifier',
  'redirect_uri',
  'refresh_token',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
];
const REQUIRED = ['grant_type', 'client_id'];
const REQUIRED_FOR = { authorization_code: ['code', 'code_verifier'], refresh_token: ['refresh_token'] };
const PLANS = { authorization_code: planRedeem, refresh_token: planRefresh };

function problemWith(body) {
  if (body.kind === 'broken') return 'The body is not a JSON object';
  if (body.kind === 'other') return 'Send the parameters as a form or as JSON';
  const names = [...REQUIRED, ...(REQUIRED_FOR[body.params.grant_type] ?? [])];
  const missing = names.find((name) => body.params[name] === undefined || body.params[name] === '');
  return missing && `Missing required parameter: ${missing}`;
}

/** What the answer will be for, and whether bound to the key of the proof; or what it is refused for. */
async function planFor(tenant, provider, ctx) {
  const { params } = ctx.state.body;
  const { proof } = ctx.state;
  const plan = (await PLANS[params.grant_type]?.(tenant, provider, params, proof)) ?? {};
  if (plan.refusal || !plan.terms) return plan;
  const required = tenant.switches.value('require_pop') === 'on';
  const mechanism = plan.audience && tenant.switches.value('proof_of_possession');
  return { ...plan, ...possession({ proof, required, mechanism }) };
}

function passOn(ctx, { pairs: added = [] }) {
  const known = Object.entries(ctx.state.body.params).filter(([name, value]) => PARAMS.includes(name) && value !== '');
  const pairs = known.flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
  setForm(ctx, [...pairs, ...added]);
}

function refuse(tenant, ctx) {
  const { params } = ctx.state.body;
  const { status, body, note } = tokenError(ctx.state.failure, ctx.body, params);
  Object.assign(ctx, { status, body });
  const ended = tenant.families.ofToken(params.refresh_token)?.revoked;
  const again = ended && !note.startsWith('reuse') ? ` (its family was revoked: ${ended})` : '';
  return ctx.note(`refused: ${note}${again}`);
}

/** oidc-provider's token without an API is stored: it learns of its key there. */
async function bind(access, key) {
  access.setThumbprint('jkt', key);
  await access.save();
}

function tell(ctx, { audience, bound }, { code, rotated }) {
  const kind = bound ? ', bound to the key of the proof' : '';
  ctx.note(`${code ? 'code' : 'refresh token'} redeemed for ${audience ?? 'a userinfo token'}${kind}`);
  if (rotated) ctx.note(`rotated: generation ${rotated.rotations}`);
}

async function answer(tenant, ctx, plan) {
  const { AuthorizationCode: code, RefreshToken, AccessToken: access, Client } = ctx.oidc.entities;
  const { terms, audience, bound } = plan;
  const source = code ?? RefreshToken;
  const issued = ctx.body.refresh_token;
  // One that stays is not handed out again.
  const refreshToken = issued === ctx.state.body.params.refresh_token ? undefined : issued;
  const key = bound ? ctx.state.proof.jkt : undefined;
  if (code && issued) terms.refreshKey = ctx.state.proof?.jkt;
  if (key && !audience) await bind(access, key);
  const scope = code && issued ? [...plan.scope, ...refreshScope(terms)] : plan.scope;
  const facts = { source, terms, access, key, clientId: Client.clientId, refreshed: !code };
  ctx.body = await mintAnswer(tenant, { ...facts, body: ctx.body, audience, scope, refreshToken });
  tenant.families.serve(source.grantId, audience, { exchange: !code });
  tell(ctx, plan, { code, rotated: !code && refreshToken ? source : undefined });
}

export function token(tenant, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/oauth/token' || ctx.method !== 'POST') return next();
    const { params } = ctx.state.body;
    const problem = problemWith(ctx.state.body);
    if (problem) return fail(ctx, 400, 'invalid_request', problem);
    if (!tenant.clients.has(params.client_id)) {
      return fail(ctx, 401, 'invalid_client', `Unknown client: ${params.client_id}`);
    }
    const plan = await planFor(tenant, provider, ctx);
    if (plan.refusal) {
      const { status, error, text, note, more } = plan.refusal;
      fail(ctx, status, error, text, note);
      return Object.assign(ctx.body, more);
    }
    if (plan.note) ctx.note(plan.note);
    passOn(ctx, plan);
    await next();
    return ctx.status === 200 ? answer(tenant, ctx, plan) : refuse(tenant, ctx);
  };
}
