// The client credentials grant: a token of the Management API for a client that acts for itself.

import { SignJWT } from 'jose';
import { issuerNow } from './mint.mjs';
import { OauthError } from './oauth-error.mjs';
import { now } from './time.mjs';

const DAY = 86400;
const PROFILES = ['create', 'read', 'delete'].map((verb) => `${verb}:token_exchange_profiles`);
const SCOPE = ['read:users', ...PROFILES].join(' ');

export async function clientCredentials(tenant, { client, params }) {
  const audience = `${tenant.issuer}api/v2/`;
  if (!client.management || params.audience !== audience) {
    const text = `Client is not authorized to access "${params.audience}"; its clients get tokens for ${audience} only.`;
    throw new OauthError(403, 'access_denied', text);
  }
  const iat = now(tenant);
  const key = await tenant.keys.signer();
  const claims = {
    iss: issuerNow(tenant),
    sub: `${client.id}@clients`,
    aud: audience,
    iat,
    exp: iat + DAY,
    scope: SCOPE,
    gty: 'client-credentials',
    azp: client.id,
  };
  const token = new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ: 'JWT', kid: key.kid });
  const body = { access_token: await token.sign(key.privateKey), scope: SCOPE, expires_in: DAY, token_type: 'Bearer' };
  return { body, note: `Management API token given to ${client.id}` };
}
