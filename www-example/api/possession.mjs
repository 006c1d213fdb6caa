// Is the caller the one the token was given to? A bound token needs a proof of its key, made for this request.

import { checkProof, isFresh, ProofError } from '../tenant/dpop/proof.mjs';
import { Refusal } from './refusal.mjs';

function bearerOnly(key) {
  if (!key) return;
  throw new Refusal(401, 'invalid_token', 'DPoP-bound token requires the DPoP authentication scheme, not Bearer');
}

function checkNonce(api, audience, nonce) {
  const { nonces, mode } = api.noncesFor(audience);
  if (nonces.accepts(mode, nonce, api.now())) return;
  throw new Refusal(401, 'use_dpop_nonce', 'Resource server requires nonce in DPoP proof', {
    headers: { 'DPoP-Nonce': nonces.next(mode, api.now()) },
  });
}

async function facts(api, request, token) {
  const { dpop } = request.headers;
  if (!dpop) throw new ProofError('The DPoP proof is missing');
  const url = new URL(request.url, api.url).href;
  const proof = await checkProof(dpop, { method: request.method, url, token });
  // Counted before the nonce is looked at: an answer to a challenge is a new proof.
  if (!api.seen.firstUse(proof) && api.switches.value('jti_replay') === 'reject') {
    throw new ProofError('The DPoP proof was used before');
  }
  if (!isFresh(proof, api.now())) throw new ProofError('The DPoP proof was not made about now (iat)');
  return proof;
}

async function check(api, request, { token, key, audience }) {
  if (!key) throw new Refusal(401, 'invalid_token', 'The access token is not bound to a key; send it as Bearer');
  const proof = await facts(api, request, token);
  if (proof.jkt !== key) throw new Refusal(401, 'invalid_token', 'The proof is of another key than the access token');
  checkNonce(api, audience, proof.nonce);
}

/** Lets the holder of the key pass; a `Refusal` for everybody else. */
export async function checkPossession(api, request, { scheme, ...bound }) {
  if (scheme === 'Bearer') return bearerOnly(bound.key);
  let error = null;
  try {
    await check(api, request, bound);
  } catch (failure) {
    const refusal = failure instanceof ProofError ? new Refusal(400, 'invalid_dpop_proof', failure.message) : failure;
    error = refusal.body?.error;
    throw refusal;
  } finally {
    const url = new URL(request.url, api.url).href;
    if (request.headers.dpop) api.seen.keep({ method: request.method, url, proof: request.headers.dpop, error });
  }
  return undefined;
}
