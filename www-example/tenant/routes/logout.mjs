// GET /v2/logout: Auth0's own way out. It ends the session, not the tokens.

import { renderError } from '../pages/error.mjs';

// Without a place to return to, Auth0 takes the first URL of its list.
function destination(clients, { returnTo }) {
  if (returnTo === undefined || returnTo === '') return { url: clients.firstLogout() };
  if (typeof returnTo !== 'string') return { problem: 'returnTo appears more than once' };
  if (clients.allowsLogout(returnTo)) return { url: returnTo };
  return { problem: `The "returnTo" URL ${returnTo} is not among the Allowed Logout URLs` };
}

async function endSession(provider, ctx) {
  const session = await provider.Session.get(ctx);
  if (session.accountId) await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { httpOnly: true, sameSite: 'lax' });
  return session.accountId;
}

export function logout({ clients }, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/v2/logout' || ctx.method !== 'GET') return next();
    const { client_id: clientId } = ctx.query;
    const unknown = clientId !== undefined && !clients.has(clientId) && `There is no client ${clientId}`;
    const { url, problem } = destination(clients, ctx.query);
    if (unknown || problem) {
      ctx.status = 400;
      return renderError(ctx, { error: 'invalid_request', error_description: unknown || problem });
    }
    const who = await endSession(provider, ctx);
    ctx.set('Cache-Control', 'no-store');
    ctx.note(who ? `session of ${who} ended` : 'nobody was signed in');
    if ('federated' in ctx.query) ctx.note('federated: the identity provider would be signed out too');
    if (url === undefined) {
      ctx.body = 'OK';
      return undefined;
    }
    ctx.redirect(url);
    return undefined;
  };
}
