// A refresh request before oidc-provider sees it: what Auth0 refuses, or decides, beside the token itself. The
// token's own life (unknown, expired, used before) is oidc-provider's business.

import { refreshNeedsFactor, secondFactorFor } from '../mfa/waiting.mjs';
import { keyProblem } from './possession.mjs';
import { effectiveScopes } from './scopes.mjs';
import { termsOf } from './terms.mjs';

export const REFUSED = 'Unknown or invalid refresh token.';

function refusal(error, text, note = text) {
  return { refusal: { status: error === 'invalid_request' ? 400 : 403, error, text, note } };
}

function bothKinds(scope) {
  const asked = String(scope ?? '').split(' ');
  return asked.includes('online_access') && asked.includes('offline_access');
}

// An online refresh token lives as long as the session of the person who signed in.
async function sessionGone(provider, token, terms) {
  if (terms.refresh !== 'online') return false;
  const session = await provider.Session.findByUid(token.sessionUid);
  return session?.accountId !== token.accountId;
}

/** The audience the answer is for: the one asked for, if a policy opens it. */
function audienceFor(tenant, { audience: asked }, terms, policies) {
  if (!asked || asked === terms.audience) return { audience: terms.audience };
  if (policies?.has(asked)) return { audience: asked };
  const ignore = !policies || tenant.switches.value('mrrt_unlisted') === 'ignore';
  if (ignore) return { audience: terms.audience, note: `audience ${asked} ignored: no policy lists it` };
  return refusal('invalid_grant', REFUSED, `no policy of the client lists ${asked}`);
}

/** What must not be, beside an audience: another key, an ended session, a blocked person. */
async function obstacle(tenant, provider, { token, terms, proof }) {
  const problem = keyProblem(terms, proof, { code: false });
  if (problem) return { refusal: problem };
  if (await sessionGone(provider, token, terms)) {
    tenant.families.revoke(token.grantId, 'session ended');
    return refusal('invalid_grant', REFUSED, 'the session of this online token has ended');
  }
  if (tenant.users.isBlocked(token.accountId, tenant.switches)) return refusal('unauthorized', 'user is blocked');
  return undefined;
}

/** Nothing is used up: the refresh token works again once its sign-in has a second factor, and so does the one it brings. */
function factorFor(tenant, { token, terms, target, scope }) {
  const user = tenant.users.bySub(token.accountId);
  const { organization } = terms;
  const signIn = { user, audience: target.audience, organization, scopes: scope, client: token.clientId };
  const { status, error, message: text, more } = secondFactorFor(tenant, signIn);
  return { status, error, text, note: 'a second factor is needed first', more };
}

/** `{refusal}`, or `{audience, scope, note, pairs}`; nothing for a token that oidc-provider refuses anyway. */
export async function planRefresh(tenant, provider, params, proof) {
  if (bothKinds(params.scope)) {
    return refusal('invalid_request', 'Cannot request both online_access and offline_access scopes');
  }
  const token = await provider.RefreshToken.find(params.refresh_token, { ignoreExpiration: true });
  const usable = token?.isValid && token.clientId === params.client_id;
  const terms = usable && termsOf(tenant, token.grantId);
  if (!terms) return {};
  const stopped = await obstacle(tenant, provider, { token, terms, proof });
  if (stopped) return stopped;
  const policies = tenant.clients.policies(token.clientId, tenant.apis);
  const target = audienceFor(tenant, params, terms, policies);
  if (target.refusal) return target;
  const scope = effectiveScopes({
    terms,
    granted: token.scope,
    audience: target.audience,
    policies,
    asked: params.scope,
  });
  if (refreshNeedsFactor(tenant, terms)) return { refusal: factorFor(tenant, { token, terms, target, scope }) };
  // oidc-provider knows the scopes of the sign-in only.
  const passed = scope.filter((one) => token.scopes.has(one)).join(' ');
  return { ...target, terms, scope, pairs: passed ? [['scope', passed]] : [] };
}
