// The access token of an anonymous session: for an API that allows it, with the scopes it gives to everybody.

import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { issuerNow } from '../flow/mint.mjs';
import { OauthError } from '../flow/oauth-error.mjs';
import { now } from '../flow/time.mjs';

/** Life of an access token, in seconds, unless a switch says otherwise. */
const LIFETIME = 3600;

function apiFor(tenant, audience) {
  if (!audience) return { audience: `${tenant.issuer}userinfo`, anonymous: [] };
  const api = tenant.apis.find(audience);
  if (api?.anonymous) return api;
  const text = `Service not found, or it does not allow anonymous access: ${audience}`;
  throw new OauthError(400, 'invalid_target', text);
}

function scopesFor({ anonymous }, scope) {
  if (!scope) return anonymous;
  const asked = scope.split(' ').filter(Boolean);
  const strange = asked.find((one) => !anonymous.includes(one));
  if (strange) throw new OauthError(400, 'invalid_scope', `The scope ${strange} is not for anonymous access`);
  return asked;
}

/** What can be refused, before a session begins. */
export function targetOf(tenant, { audience, scope }) {
  const api = apiFor(tenant, audience);
  return { audience: api.audience, scopes: scopesFor(api, scope) };
}

/** The members of the answer. */
export async function mint(tenant, { session, audience, scopes }) {
  const wanted = tenant.switches.value('expires_in');
  const lifetime = typeof wanted === 'number' ? wanted : LIFETIME;
  const iat = now(tenant);
  const key = await tenant.keys.signer();
  const token = await new SignJWT({
    iss: issuerNow(tenant),
    sub: session.sub,
    aud: audience,
    iat,
    exp: iat + lifetime,
    ...(scopes.length ? { scope: scopes.join(' ') } : {}),
    azp: session.client,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg: key.alg, typ: 'JWT', kid: key.kid })
    .sign(key.privateKey);
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: lifetime,
    ...(scopes.length ? { scope: scopes.join(' ') } : {}),
    session_expires_in: session.until - iat,
  };
}
