// The terms of a sign-in that oidc-provider's tokens have no room for: audience, organization, whether a refresh
// token was asked for, the keys its code and its refresh token are bound to, when the session has to end, and whether the redirect URI was left to the tenant. They are
// kept under the grant's id, which every later token carries.

import { findOrganization } from '../model/organizations.mjs';
import { now } from './time.mjs';

function sessionExpiry(tenant) {
  const seconds = tenant.switches.value('session_expiry');
  return seconds === 'off' ? undefined : now(tenant) + seconds;
}

/** The terms of a sign-in by what it asked for. */
export function newTerms(tenant, asked) {
  return { ...asked, sessionExpiry: sessionExpiry(tenant) };
}

// A grant of its own per sign-in, so that the reuse of one code ends the tokens of that sign-in only. Everything
// asked for is granted: the applications are first-party.
export async function rememberTerms(tenant, ctx) {
  const { account, client, params, provider } = ctx.oidc;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope(ctx.oidc.requestParamOIDCScopes);
  const api = tenant.apis.find(params.audience);
  if (api) grant.addResourceScope(api.audience, api.scopes);
  const grantId = await grant.save();
  const terms = newTerms(tenant, {
    audience: api?.audience,
    organization: params.organization ? findOrganization(params.organization) : undefined,
    refresh: params.tenant_refresh,
    codeKey: params.tenant_dpop_jkt,
    redirectOmitted: Boolean(params.tenant_redirect_omitted),
  });
  tenant.store.set(`Terms:${grantId}`, terms);
  return grant;
}

export function termsOf({ store }, grantId) {
  return store.get(`Terms:${grantId}`);
}
