// The DPoP header of a token or revocation request, before anything else is decided. A good proof is left in
// `ctx.state.proof`; a request without one goes on without.

import { checkProof, isFresh, ProofError } from '../dpop/proof.mjs';
import { sendsNext } from '../dpop/nonces.mjs';
import { now } from '../flow/time.mjs';
import { fail } from './failure.mjs';

const NONCE_WANTED = 'Authorization server requires nonce in DPoP proof';

function challenge(tenant, ctx, mode) {
  ctx.set('DPoP-Nonce', tenant.nonces.next(mode, now(tenant)));
  fail(ctx, 400, 'use_dpop_nonce', NONCE_WANTED, 'the proof needs the nonce of this answer');
}

// A nonce the tenant gave shortly before says that the proof is not old.
function tooOld(tenant, proof, mode) {
  const vouched = mode !== 'off' && tenant.switches.value('proof_iat') === 'nonce';
  return !vouched && !isFresh(proof, now(tenant));
}

async function facts(tenant, ctx) {
  const proof = await checkProof(ctx.get('dpop'), { method: ctx.method, url: tenant.url + ctx.path });
  const { seen, switches } = tenant;
  // Counted before the nonce is looked at: an answer to a challenge is a new proof.
  if (!seen.firstUse(proof) && switches.value('jti_replay') === 'reject') {
    throw new ProofError('The DPoP proof was used before');
  }
  return proof;
}

async function read(tenant, ctx) {
  const mode = tenant.switches.value('as_nonce');
  const proof = await facts(tenant, ctx);
  if (!tenant.nonces.accepts(mode, proof.nonce, now(tenant))) return challenge(tenant, ctx, mode);
  if (tooOld(tenant, proof, mode)) throw new ProofError('The DPoP proof was not made about now (iat)');
  ctx.state.proof = proof;
  return undefined;
}

async function take(tenant, ctx) {
  try {
    await read(tenant, ctx);
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    fail(ctx, 400, 'invalid_dpop_proof', error.message);
  }
  const { method, path } = ctx;
  tenant.seen.keep({ method, url: tenant.url + path, proof: ctx.get('dpop'), error: ctx.body?.error ?? null });
  return Boolean(ctx.state.proof);
}

export function proof(tenant) {
  return async (ctx, next) => {
    if (!/^\/oauth\/(token|revoke)$/.test(ctx.path) || ctx.method !== 'POST' || !ctx.get('dpop')) return next();
    if (!(await take(tenant, ctx))) return undefined;
    await next();
    const mode = tenant.switches.value('as_nonce');
    if (ctx.status === 200 && sendsNext(mode)) ctx.set('DPoP-Nonce', tenant.nonces.next(mode, now(tenant)));
    return undefined;
  };
}
