// The terms of a sign-in that oidc-provider's tokens have no room for: audience, organization, and whether the
// redirect URI was left to the tenant. They are kept under the grant's id, which every later token carries.

import { findApi } from '../model/apis.mjs';
import { findOrganization } from '../model/organizations.mjs';

// A grant of its own per sign-in, so that the reuse of one code ends the tokens of that sign-in only. Everything
// asked for is granted: the applications are first-party.
export async function rememberTerms({ store }, ctx) {
  const { account, client, params, provider } = ctx.oidc;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope(ctx.oidc.requestParamOIDCScopes);
  const api = findApi(params.audience);
  if (api) grant.addResourceScope(api.audience, api.scopes);
  const grantId = await grant.save();
  store.set(`Terms:${grantId}`, {
    audience: api?.audience,
    organization: params.organization ? findOrganization(params.organization) : undefined,
    redirectOmitted: Boolean(params.tenant_redirect_omitted),
  });
  return grant;
}

export function termsOf({ store }, grantId) {
  return store.get(`Terms:${grantId}`);
}
