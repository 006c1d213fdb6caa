// An access token of the tenant's own, verified where it is sent back to the tenant.

import { createLocalJWKSet, jwtVerify } from 'jose';
import { issuerNow } from './mint.mjs';
import { now } from './time.mjs';

/** The claims of a token that is good for `audience`; otherwise jose's error. */
export async function verifyAccessToken(tenant, token, audience) {
  const keys = createLocalJWKSet(await tenant.keys.jwks());
  const { payload } = await jwtVerify(token, keys, {
    issuer: issuerNow(tenant),
    audience,
    requiredClaims: ['sub', 'exp'],
    currentDate: new Date(now(tenant) * 1000),
  });
  return payload;
}
