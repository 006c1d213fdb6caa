// Gives the tokens of oidc-provider Auth0's form: the same facts, in Auth0's claims, signed with the tenant's
// current key by jose.

import { createHash } from 'node:crypto';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { USERINFO_LIFETIME } from '../model/apis.mjs';
import { tamperClaims, tamperHeader, tamperRefreshed, tamperToken } from './tamper.mjs';
import { now, shift } from './time.mjs';

/** The issuer the tenant claims to be, which a switch may falsify. */
export function issuerNow({ issuer, switches }) {
  const override = switches.value('issuer_override');
  return override === 'off' ? issuer : override;
}

// One `sid` per sign-in of a person in a browser; oidc-provider's own session id is a secret and stays inside.
function sessionId({ sessionUid, accountId }) {
  return createHash('sha256').update(`${sessionUid}:${accountId}`).digest('base64url').slice(0, 32);
}

function organizationClaims({ organization }) {
  return organization ? { org_id: organization.id, org_name: organization.name } : {};
}

/** Who acts on behalf of the subject, in a token exchange that named one (RFC 8693, section 4.1). */
function actorClaims({ actor }) {
  return actor ? { act: { sub: actor } } : {};
}

// What a step-up asked for, so that an API can see that it happened (RFC 9470).
function assuranceClaims(tenant, { acr, authTime }, asked) {
  const time = asked || acr ? { auth_time: authTime + shift(tenant) } : {};
  return acr ? { ...time, acr, amr: ['mfa'] } : time;
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

async function mintIdToken(tenant, { base, source, terms, clientId, refreshed }) {
  const iat = now(tenant);
  const { auth_time: authTime, at_hash: _, nonce, ...profile } = base;
  const claims = {
    ...profile,
    // A refreshed ID token answers no authorization request.
    ...(nonce === undefined || refreshed ? {} : { nonce }),
    iss: issuerNow(tenant),
    aud: clientId,
    iat,
    exp: iat + (base.exp - base.iat),
    sid: sessionId(source),
    ...assuranceClaims(tenant, source, authTime !== undefined),
    ...(terms.sessionExpiry === undefined ? {} : { session_expiry: terms.sessionExpiry }),
    ...organizationClaims(terms),
    ...actorClaims(terms),
  };
  const change = refreshed ? tamperRefreshed(tenant.switches.value('refresh_id_token')) : (same) => same;
  const wrong = change(claims);
  if (wrong === undefined) return undefined;
  const kind = tenant.switches.value('id_token_tamper');
  const token = await signIdToken(tenant, tamperClaims(kind)(wrong));
  return tamperToken(kind)(token);
}

const DIALECTS = {
  auth0: ({ clientId, ...claims }) => ({ typ: 'JWT', claims: { ...claims, azp: clientId } }),
  rfc9068: ({ clientId, ...claims }) => ({ typ: 'at+jwt', claims: { ...claims, client_id: clientId } }),
};

function dialectOf({ apis, switches }, audience) {
  const wanted = switches.value('token_dialect');
  return DIALECTS[wanted === 'registered' ? apis.find(audience).dialect : wanted];
}

async function mintAccessToken(
  tenant,
  { access, source, timed, audience, terms, scope, clientId, key: jkt, lifetime },
) {
  const iat = now(tenant);
  const userinfo = scope.includes('openid') ? [`${tenant.issuer}userinfo`] : [];
  const { typ, claims } = dialectOf(
    tenant,
    audience,
  )({
    iss: issuerNow(tenant),
    sub: access.accountId,
    aud: userinfo.length ? [audience, ...userinfo] : audience,
    iat,
    exp: iat + lifetime,
    scope: scope.join(' '),
    ...(terms.organization ? { org_id: terms.organization.id } : {}),
    ...actorClaims(terms),
    ...assuranceClaims(tenant, source, timed),
    ...(jkt ? { cnf: { jkt } } : {}),
    clientId,
    // Two tokens of one second would otherwise be the same token.
    jti: access.jti,
  });
  const key = await tenant.keys.signer();
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ, kid: key.kid }).sign(key.privateKey);
}

/** Life of an access token for `audience`, in seconds; none is the one for `/userinfo`. */
export function accessLifetime({ apis, switches }, audience) {
  const wanted = switches.value('expires_in');
  return typeof wanted === 'number' ? wanted : (apis.find(audience)?.lifetime ?? USERINFO_LIFETIME);
}

function scopeMember({ switches }, scope) {
  const override = switches.value('scope_override');
  if (override === 'omit') return {};
  return { scope: override === 'off' ? scope.join(' ') : override };
}

/**
 * The whole token answer in Auth0's form. oidc-provider made `body` of `source`, a code or a refresh token; `audience`
 * and `scope` are what it shall be for, `key` the thumbprint it is bound to, `refreshToken` the one to hand out. `base`
 * are the claims of the ID token, where oidc-provider made none.
 */
export async function mintAnswer(tenant, { body, audience, scope, refreshToken, base: given, ...facts }) {
  const lifetime = accessLifetime(tenant, audience);
  const { access_token: opaque, id_token: id } = body;
  const base = given ?? (id && decodeJwt(id));
  const timed = base?.auth_time !== undefined;
  const type = tenant.switches.value('token_type_override');
  return {
    access_token: audience ? await mintAccessToken(tenant, { ...facts, timed, audience, scope, lifetime }) : opaque,
    ...(refreshToken ? { refresh_token: refreshToken } : {}),
    id_token: base && scope.includes('openid') ? await mintIdToken(tenant, { ...facts, base }) : undefined,
    ...scopeMember(tenant, scope),
    ...(tenant.switches.value('expires_in') === 'omit' ? {} : { expires_in: lifetime }),
    token_type: type === 'off' ? (facts.key ? 'DPoP' : 'Bearer') : type,
  };
}
