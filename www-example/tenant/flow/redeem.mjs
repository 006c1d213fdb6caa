// The redemption of a code before oidc-provider sees it: the key it is bound to, and what it is for.

import { keyProblem } from './possession.mjs';
import { termsOf } from './terms.mjs';

/** `{refusal}`, or `{audience, pairs}` with what the request left out; nothing for a code that is refused anyway. */
export async function planRedeem(tenant, provider, params, proof) {
  const code = await provider.AuthorizationCode.find(params.code, { ignoreExpiration: true });
  const terms = code && termsOf(tenant, code.grantId);
  if (!terms || !code.isValid || code.clientId !== params.client_id) return {};
  const problem = keyProblem(terms, proof, { code: true });
  if (problem) return { refusal: problem };
  // A redirect URI that the authorization request left to the tenant may be left out here too.
  const leftOut = !params.redirect_uri && terms.redirectOmitted;
  return {
    terms,
    audience: terms.audience,
    scope: (code.scope ?? '').split(' ').filter(Boolean),
    pairs: leftOut ? [['redirect_uri', code.redirectUri]] : [],
  };
}
