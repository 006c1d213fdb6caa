// Discovery and the key set, as Auth0 publishes them.

import { ALGORITHMS } from '../dpop/proof.mjs';
import { EXCHANGE_GRANT } from '../exchange/names.mjs';
import { issuerNow } from '../flow/mint.mjs';
import { MFA_GRANTS } from '../mfa/grants.mjs';
import { VAULT_GRANT } from '../vault/names.mjs';

const DISCOVERY = new Set(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']);
const SCOPES = 'openid profile offline_access email'.split(' ');
const CLAIMS = 'aud auth_time email email_verified exp family_name given_name iat iss name nickname picture sub'.split(
  ' ',
);
const ANNOUNCED = new Set(['on', 'wrong', 'supported_but_missing']);

function discovery(tenant) {
  const at = (path) => tenant.issuer + path;
  return {
    issuer: issuerNow(tenant),
    authorization_endpoint: at('authorize'),
    token_endpoint: at('oauth/token'),
    userinfo_endpoint: at('userinfo'),
    jwks_uri: at('.well-known/jwks.json'),
    end_session_endpoint: at('oidc/logout'),
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    mfa_challenge_endpoint: at('mfa/challenge'),
    revocation_endpoint: at('oauth/revoke'),
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      EXCHANGE_GRANT,
      ...Object.keys(MFA_GRANTS),
      VAULT_GRANT,
    ],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post'],
    claims_supported: CLAIMS,
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
    dpop_signing_alg_values_supported: ALGORITHMS,
    request_uri_parameter_supported: false,
    request_parameter_supported: false,
    ...(ANNOUNCED.has(tenant.switches.value('iss_param'))
      ? { authorization_response_iss_parameter_supported: true }
      : {}),
  };
}

export function metadata(tenant) {
  return async (ctx, next) => {
    if (ctx.method !== 'GET') return next();
    // Auth0 lets browsers keep both for a moment: who needs a new key has to ask past the cache.
    const cached = () =>
      ctx.set('Cache-Control', 'public, max-age=15, stale-while-revalidate=15, stale-if-error=86400');
    if (DISCOVERY.has(ctx.path)) {
      cached();
      ctx.body = discovery(tenant);
    } else if (ctx.path === '/.well-known/jwks.json') {
      cached();
      ctx.body = await tenant.keys.jwks();
      ctx.note(`${ctx.body.keys.length} keys`);
    } else {
      return next();
    }
    return undefined;
  };
}
