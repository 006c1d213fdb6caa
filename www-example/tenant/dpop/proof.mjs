// One DPoP proof (RFC 9449), verified by jose: who holds the key, and is the proof for this very request? Whether it
// is fresh is for the caller to say, who knows of nonces. The tenant and the API of the demo both use this.

import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';

export const ALGORITHMS = ['ES256'];

const PAST = 300;
const FUTURE = 30;

export class ProofError extends Error {}

function refuseUnless(condition, text) {
  if (!condition) throw new ProofError(text);
}

async function verified(jwt) {
  try {
    return await jwtVerify(jwt, EmbeddedJWK, { algorithms: ALGORITHMS, typ: 'dpop+jwt' });
  } catch (error) {
    throw new ProofError(`The DPoP proof does not verify: ${error.message.replaceAll('"', "'")}`, { cause: error });
  }
}

// Query and fragment do not count.
function target(htu) {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return undefined;
  const url = new URL(htu);
  return url.origin + url.pathname;
}

export function hashOf(token) {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * The facts of the proof `jwt` for a request of `method` to `url`, with the access token `token` if there is one:
 * `{jkt, jti, iat, nonce}`, or a `ProofError`.
 */
export async function checkProof(jwt, { method, url, token }) {
  // Node joins two headers of one name by a comma.
  refuseUnless(!jwt.includes(','), 'There is more than one DPoP header');
  const { payload, protectedHeader } = await verified(jwt);
  const { jti, iat, htm, htu, ath, nonce } = payload;
  refuseUnless(typeof jti === 'string' && jti, 'The DPoP proof has no jti');
  refuseUnless(Number.isInteger(iat), 'The DPoP proof has no iat in whole seconds');
  refuseUnless(nonce === undefined || typeof nonce === 'string', 'The nonce of the DPoP proof is not a string');
  refuseUnless(htm === method, `The DPoP proof is for the method ${htm}, not ${method}`);
  refuseUnless(target(htu) === target(url), `The DPoP proof is for ${htu}, not ${url}`);
  refuseUnless(token === undefined || ath === hashOf(token), 'The ath of the DPoP proof is not of this access token');
  return { jkt: await calculateJwkThumbprint(protectedHeader.jwk), jti, iat, nonce };
}

/** Whether a proof was made about now. */
export function isFresh({ iat }, now) {
  return iat >= now - PAST && iat <= now + FUTURE;
}
