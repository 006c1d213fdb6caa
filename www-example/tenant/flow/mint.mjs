// Gives the tokens of oidc-provider Auth0's form: the same facts, in Auth0's claims, signed with the tenant's
// current key by jose.

import { createHash } from 'node:crypto';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { tamperClaims, tamperHeader, tamperToken } from './tamper.mjs';

/** The issuer the tenant claims to be, which a switch may falsify. */
export function issuerNow({ issuer, switches }) {
  const override = switches.value('issuer_override');
  return override === 'off' ? issuer : override;
}

export function now({ switches }) {
  return Math.floor(Date.now() / 1000) + switches.value('clock_skew');
}

// One `sid` per sign-in of a person in a browser; oidc-provider's own session id is a secret and stays inside.
function sessionId({ sessionUid, accountId }) {
  return createHash('sha256').update(`${sessionUid}:${accountId}`).digest('base64url').slice(0, 32);
}

function organizationClaims({ organization }) {
  return organization ? { org_id: organization.id, org_name: organization.name } : {};
}

async function signIdToken({ keys, switches }, claims) {
  const kind = switches.value('id_token_tamper');
  const alg = switches.value('id_token_alg');
  if (alg === 'none') return new UnsecuredJWT(claims).encode();
  if (alg === 'HS256') return new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).sign(keys.secret());
  const key = await keys.signer(alg);
  const header = tamperHeader(kind)({ alg, typ: 'JWT', kid: key.kid });
  const crit = Object.fromEntries((header.crit ?? []).map((name) => [name, true]));
  return new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey, { crit });
}

export async function mintIdToken(tenant, { base, source, terms, clientId }) {
  const iat = now(tenant);
  const skew = tenant.switches.value('clock_skew');
  const { auth_time: authTime, at_hash: _, ...profile } = base;
  const claims = {
    ...profile,
    iss: issuerNow(tenant),
    aud: clientId,
    iat,
    exp: iat + (base.exp - base.iat),
    sid: sessionId(source),
    ...(authTime === undefined ? {} : { auth_time: authTime + skew }),
    ...organizationClaims(terms),
  };
  const kind = tenant.switches.value('id_token_tamper');
  const token = await signIdToken(tenant, tamperClaims(kind)(claims));
  return tamperToken(kind)(token);
}

export async function mintAccessToken(tenant, { base, terms, scope, clientId }) {
  const iat = now(tenant);
  const userinfo = scope.includes('openid') ? [`${tenant.issuer}userinfo`] : [];
  const claims = {
    iss: issuerNow(tenant),
    sub: base.sub,
    aud: userinfo.length ? [terms.audience, ...userinfo] : terms.audience,
    iat,
    exp: iat + (base.exp - base.iat),
    scope: scope.join(' '),
    ...(terms.organization ? { org_id: terms.organization.id } : {}),
    azp: clientId,
    // Two tokens of one second would otherwise be the same token.
    jti: base.jti,
  };
  const key = await tenant.keys.signer();
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ: 'JWT', kid: key.kid }).sign(key.privateKey);
}

/** The whole token answer in Auth0's form, from the one oidc-provider made of `source` (a code or a refresh token). */
export async function mintAnswer(tenant, { body, source, terms, clientId }) {
  const scope = (source.scope ?? '').split(' ').filter(Boolean);
  const { access_token: access, id_token: id, refresh_token: refresh, expires_in: expiresIn, token_type: type } = body;
  const facts = { source, terms, scope, clientId };
  return {
    access_token: terms.audience ? await mintAccessToken(tenant, { ...facts, base: decodeJwt(access) }) : access,
    ...(refresh ? { refresh_token: refresh } : {}),
    id_token: id && (await mintIdToken(tenant, { ...facts, base: decodeJwt(id) })),
    scope: scope.join(' '),
    ...(tenant.switches.value('expires_in') === 'omit' ? {} : { expires_in: expiresIn }),
    token_type: type,
  };
}
