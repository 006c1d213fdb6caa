// What a browser sent with tokens, judged apart from the tenant: in a run over DPoP nothing goes without a sound proof.
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, EmbeddedJWK, jwtVerify } from 'jose';

/** Whether a request has to be proved: it brings a token, or asks for one. */
function matters(request) {
  const { pathname } = new URL(request.url());
  if (request.method() === 'OPTIONS') return false;
  return pathname === '/oauth/token' || pathname.startsWith('/me/') || 'authorization' in request.headers();
}

async function problemOf({ method, url, headers: { dpop, authorization } }, seen) {
  if (!dpop) return 'no proof';
  const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });
  const [{ origin, pathname }, key] = [new URL(url), await calculateJwkThumbprint(protectedHeader.jwk)];
  if (payload.htm !== method || payload.htu !== origin + pathname) return `a proof for ${payload.htm} ${payload.htu}`;
  if (seen.has(payload.jti)) return 'a proof that was sent before';
  seen.add(payload.jti);
  if (pathname === '/oauth/token') return undefined;
  const [scheme, token] = authorization?.split(' ') ?? [];
  if (scheme !== 'DPoP') return `the scheme ${scheme}`;
  if (payload.ath !== createHash('sha256').update(token).digest('base64url')) return 'a proof for another token';
  // One that is for no API is opaque: only the tenant knows its key.
  if (!token.includes('.')) return undefined;
  return decodeJwt(token).cnf?.jkt === key ? undefined : 'a token that is not bound to the key of its proof';
}

export class Sent {
  #requests = [];

  /** Listens to all pages of a browser context. */
  constructor(context) {
    context.on('request', (request) => {
      if (!matters(request)) return;
      this.#requests.push({ method: request.method(), url: request.url(), headers: request.headers() });
    });
  }

  /** What each request lacks that was sent without a sound proof, as `METHOD url: what`. */
  async unproven() {
    const seen = new Set();
    const found = [];
    for (const request of this.#requests) {
      const problem = await problemOf(request, seen).catch((error) => error.message);
      if (problem) found.push(`${request.method} ${request.url}: ${problem}`);
    }
    return found;
  }

  async refuseUnproven() {
    const found = await this.unproven();
    if (this.#requests.length === 0) found.push('nothing was sent that could be proved');
    if (found.length > 0) throw new Error(`not over DPoP: ${found.join(' | ')}`);
  }
}
