// The Management API's corner for the profiles of Custom Token Exchange.

import { ProfileError } from '../exchange/profiles.mjs';
import { callerProblem, refuse } from './management.mjs';

const PATH = /^\/api\/v2\/token-exchange-profiles(?:\/([^/]+))?$/;
const SCOPE = { GET: 'read', POST: 'create', DELETE: 'delete' };

function create(tenant, ctx) {
  const { kind, params } = ctx.state.body;
  if (kind !== 'json') throw new ProfileError(400, 'Payload validation error: send a JSON object');
  ctx.body = tenant.profiles.create(params);
  ctx.status = 201;
  ctx.note(`profile for ${params.subject_token_type} made`);
}

function remove(tenant, ctx, id) {
  if (!tenant.profiles.delete(id)) throw new ProfileError(404, 'The profile does not exist.');
  ctx.status = 204;
  ctx.note('profile removed');
}

function list(tenant, ctx) {
  ctx.body = { token_exchange_profiles: tenant.profiles.all() };
}

const ANSWERS = { GET: list, POST: create, DELETE: remove };

export function exchangeProfiles(tenant) {
  return async (ctx, next) => {
    const [matched, id] = PATH.exec(ctx.path) ?? [];
    if (!matched || !ANSWERS[ctx.method] || Boolean(id) !== (ctx.method === 'DELETE')) return next();
    const problem = await callerProblem(tenant, ctx, `${SCOPE[ctx.method]}:token_exchange_profiles`);
    if (problem) return refuse(ctx, ...problem);
    try {
      return ANSWERS[ctx.method](tenant, ctx, id);
    } catch (error) {
      if (!(error instanceof ProfileError)) throw error;
      return refuse(ctx, error.status, error.status === 409 ? 'Conflict' : 'Bad Request', error.message);
    }
  };
}
