// The other system: it gives its users tokens, and the Action has to tell good ones from bad.

import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { now } from '../flow/time.mjs';

const ISSUER = 'https://partner.example/';
// A secret that is none: this is a development tenant.
const SECRET = new TextEncoder().encode('partner-development-secret-of-32-bytes');

/** A subject token for a user (`ada`); `scope` bounds what may be asked for, `lifetime` is in seconds. */
export function subjectToken(tenant, { user = 'ada', scope, lifetime = 300 } = {}) {
  const iat = now(tenant);
  return new SignJWT({ iss: ISSUER, sub: user, jti: randomUUID(), iat, exp: iat + lifetime, scope })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(SECRET);
}

/** The claims of a good subject token; otherwise jose's error. */
export async function verifySubject(tenant, token) {
  const { payload } = await jwtVerify(token, SECRET, {
    issuer: ISSUER,
    requiredClaims: ['sub', 'jti', 'exp'],
    currentDate: new Date(now(tenant) * 1000),
  });
  return payload;
}
