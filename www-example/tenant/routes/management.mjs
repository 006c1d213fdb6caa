// The one corner of the Management API that shows what connecting an account does to a user, and what it does not.

import { verifyAccessToken } from '../flow/access-token.mjs';
import { pageOf } from '../me/page.mjs';
import { Problem } from '../me/problem.mjs';
import { describeAccount } from '../vault/describe.mjs';

const PATH = /^\/api\/v2\/users\/([^/]+)(\/connected-accounts)?$/;
const SCOPE = 'read:users';

export function refuse(ctx, status, error, message) {
  ctx.status = status;
  ctx.body = { statusCode: status, error, message };
  ctx.note(`refused: ${message}`);
}

/** What keeps a caller from what needs `scope`; undefined if nothing does. */
export async function callerProblem(tenant, ctx, scope) {
  const [, token] = /^bearer (\S+)$/i.exec(ctx.get('authorization')) ?? [];
  if (!token) return [401, 'Unauthorized', 'Missing authentication'];
  const claims = await verifyAccessToken(tenant, token, `${tenant.issuer}api/v2/`).catch(() => undefined);
  if (!claims) return [401, 'Unauthorized', 'Invalid token'];
  return claims.scope.split(' ').includes(scope)
    ? undefined
    : [403, 'Forbidden', `Insufficient scope, expected ${scope}`];
}

function decode(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function accountOf(tenant, account) {
  const { id: connectionId, strategy } = tenant.connections.find(account.connection);
  return { ...describeAccount(account), connection_id: connectionId, strategy };
}

function showAccounts(tenant, ctx, { sub }) {
  const { rows, next } = pageOf(tenant.vault.ofUser(sub), ctx.query);
  ctx.body = { connected_accounts: rows.map((account) => accountOf(tenant, account)), next };
  ctx.note(`${rows.length} connected accounts of ${sub}`);
}

function showUser(tenant, ctx, { sub, email, profile, identities }) {
  // Signing in makes identities; connecting an account does not.
  ctx.body = { user_id: sub, email, ...profile, identities };
  ctx.note(`user ${sub}`);
}

export function management(tenant) {
  return async (ctx, next) => {
    const [, id, accounts] = PATH.exec(ctx.path) ?? [];
    if (!id || ctx.method !== 'GET') return next();
    const problem = await callerProblem(tenant, ctx, SCOPE);
    if (problem) return refuse(ctx, ...problem);
    const user = tenant.users.bySub(decode(id));
    if (!user) return refuse(ctx, 404, 'Not Found', 'The user does not exist.');
    try {
      return accounts ? showAccounts(tenant, ctx, user) : showUser(tenant, ctx, user);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return refuse(ctx, 400, 'Bad Request', error.body.validation_errors[0].detail);
    }
  };
}
