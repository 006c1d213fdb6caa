import { fingerprint, readPart } from './encoding.mjs';

/**
 * A proof taken apart: its `header` and its `claims`, the thumbprint of its key (RFC 7638), and whether it belongs
 * to this access token.
 */
export async function takeApart(proof, token) {
  const header = readPart(proof, 0);
  const claims = readPart(proof, 1);
  const { crv, kty, x, y } = header.jwk;
  const thumbprint = await fingerprint(JSON.stringify({ crv, kty, x, y }));
  return { header, claims, thumbprint, belongs: claims.ath === (await fingerprint(token)) };
}
