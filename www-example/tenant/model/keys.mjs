// The signing keys: the current one, the next one (published ahead of its use, as Auth0 does) and the previous
// one (published after its use, so that tokens signed with it still verify).

import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';

async function makeKey(alg) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomBytes(16).toString('base64url');
  const published = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg };
  return { kid, alg, privateKey, published };
}

// Keys are kept as promises: two requests that need a new one at the same moment get the same one.
export class SigningKeys {
  #slots = new Map();
  #secret = randomBytes(32);

  static async create() {
    const keys = new SigningKeys();
    const current = await makeKey('RS256');
    // Not awaited: a tenant that starts in a moment is worth more than a next key that is there at once.
    keys.#slots.set('RS256', { current, next: makeKey('RS256') });
    return keys;
  }

  /** The key that signs with `alg`; PS256 and ES256 get theirs, published, when first asked for. */
  async signer(alg = 'RS256') {
    if (!this.#slots.has(alg)) this.#slots.set(alg, { current: makeKey(alg) });
    return this.#slots.get(alg).current;
  }

  /** The secret for HS256, which no client knows. */
  secret() {
    return this.#secret;
  }

  async jwks() {
    const all = [...this.#slots.values()].flatMap(({ current, next, previous }) => [current, next, previous]);
    const keys = await Promise.all(all.filter(Boolean));
    return { keys: keys.map(({ published }) => published) };
  }

  /** A key nobody has seen becomes current: whoever keeps an older key set has to fetch again. */
  async rotate() {
    for (const [alg, slot] of this.#slots) {
      const fresh = await makeKey(alg);
      Object.assign(slot, { previous: slot.current, current: fresh });
    }
  }

  /** The published next key becomes current: an older key set still answers. */
  promoteNext() {
    const slot = this.#slots.get('RS256');
    Object.assign(slot, { previous: slot.current, current: slot.next, next: makeKey('RS256') });
  }

  dropPrevious() {
    for (const slot of this.#slots.values()) delete slot.previous;
  }

  /** Leaves what a tenant has at the start: a current key and a next one. */
  reset() {
    this.dropPrevious();
    for (const alg of [...this.#slots.keys()].filter((one) => one !== 'RS256')) this.#slots.delete(alg);
  }

  async privateJwk() {
    const { privateKey, published } = await this.signer();
    return { ...(await exportJWK(privateKey)), kid: published.kid, use: 'sig', alg: 'RS256' };
  }
}
