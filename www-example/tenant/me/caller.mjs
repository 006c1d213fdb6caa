// Who calls the My Account API: an access token for it, Bearer or bound to a key, with the scope of the call.

import { sendsNext } from '../dpop/nonces.mjs';
import { checkProof, isFresh, ProofError } from '../dpop/proof.mjs';
import { verifyAccessToken } from '../flow/access-token.mjs';
import { now } from '../flow/time.mjs';
import { insufficientScope, invalidToken, unauthorized } from './problem.mjs';

const REALM = 'my-account';

async function claimsOf(tenant, token) {
  return verifyAccessToken(tenant, token, `${tenant.issuer}me/`).catch((error) => {
    throw invalidToken(`The access token is not valid here: ${error.message}`);
  });
}

function checkNonce(tenant, nonce) {
  const mode = tenant.switches.value('me_nonce');
  if (tenant.accountNonces.accepts(mode, nonce, now(tenant))) return;
  const headers = { 'DPoP-Nonce': tenant.accountNonces.next(mode, now(tenant)) };
  throw invalidToken('The My Account API requires a nonce in the DPoP proof', 'use_dpop_nonce', headers);
}

// A nonce the tenant gave shortly before says that the proof is not old.
function tooOld(tenant, proof) {
  const { switches } = tenant;
  const vouched = switches.value('me_nonce') !== 'off' && switches.value('proof_iat') === 'nonce';
  return !vouched && !isFresh(proof, now(tenant));
}

async function checkKey(tenant, ctx, { token, key }) {
  if (!key) throw invalidToken('The access token is not bound to a key; send it as Bearer');
  if (!ctx.get('dpop')) throw new ProofError('The DPoP proof is missing');
  const proof = await checkProof(ctx.get('dpop'), { method: ctx.method, url: tenant.url + ctx.path, token });
  // Counted before the nonce is looked at: an answer to a challenge is a new proof.
  if (!tenant.seen.firstUse(proof) && tenant.switches.value('jti_replay') === 'reject') {
    throw new ProofError('The DPoP proof was used before');
  }
  if (proof.jkt !== key) throw invalidToken('The proof is of another key than the access token');
  checkNonce(tenant, proof.nonce);
  if (tooOld(tenant, proof)) throw new ProofError('The DPoP proof was not made about now (iat)');
}

async function checkPossession(tenant, ctx, { scheme, token, key }) {
  if (scheme === 'Bearer') {
    if (key) throw invalidToken('DPoP-bound token requires the DPoP authentication scheme, not Bearer');
    return;
  }
  let error = null;
  try {
    await checkKey(tenant, ctx, { token, key });
  } catch (failure) {
    const problem = failure instanceof ProofError ? invalidToken(failure.message, 'invalid_dpop_proof') : failure;
    error = problem.challenge;
    throw problem;
  } finally {
    const { method, path } = ctx;
    if (ctx.get('dpop')) tenant.seen.keep({ method, url: tenant.url + path, proof: ctx.get('dpop'), error });
  }
}

function credentials(ctx) {
  const [, scheme = '', token = ''] = /^(bearer|dpop) (\S+)$/i.exec(ctx.get('authorization')) ?? [];
  return { scheme: { bearer: 'Bearer', dpop: 'DPoP' }[scheme.toLowerCase()], token };
}

/** `{sub, client, key, organization}` of a caller who may do what needs `scope`; a `Problem` for everybody else. */
export async function callerOf(tenant, ctx, scope) {
  const { scheme, token } = credentials(ctx);
  if (!scheme) throw unauthorized('Send Authorization: Bearer or DPoP, and an access token for the My Account API');
  const claims = await claimsOf(tenant, token);
  const key = claims.cnf?.jkt;
  await checkPossession(tenant, ctx, { scheme, token, key });
  if (!tenant.users.bySub(claims.sub)) throw invalidToken('The user of this token no longer exists');
  if (!(claims.scope ?? '').split(' ').includes(scope)) throw insufficientScope(scope);
  return { sub: claims.sub, client: claims.azp ?? claims.client_id, key, organization: claims.org_id };
}

/** The WWW-Authenticate header of a refusal, by RFC 6750 and RFC 9449. */
export function challengeFor(ctx, { challenge, message }) {
  const scheme = credentials(ctx).scheme ?? 'Bearer';
  const error = challenge ? `, error="${challenge}", error_description="${message.replace(/["\\]/g, "'")}"` : '';
  return `${scheme} realm="${REALM}"${error}${scheme === 'DPoP' ? ', algs="ES256"' : ''}`;
}

/** In the mode that asks for it, a good answer brings the next nonce along. */
export function sendNextNonce(tenant, ctx) {
  const mode = tenant.switches.value('me_nonce');
  if (ctx.get('dpop') && sendsNext(mode)) ctx.set('DPoP-Nonce', tenant.accountNonces.next(mode, now(tenant)));
}
