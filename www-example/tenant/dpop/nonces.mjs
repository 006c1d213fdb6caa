// The nonces one server hands out, and how strict it is about them.

import { randomBytes } from 'node:crypto';

const LIFE = 300;

/** The modes in which a nonce works once. */
const ONCE = new Set(['rotate', 'rotate_on_success']);

export class Nonces {
  #issued = new Map();

  clear() {
    this.#issued.clear();
  }

  #issue(now) {
    const nonce = randomBytes(16).toString('base64url');
    this.#issued.set(nonce, now + LIFE);
    return nonce;
  }

  /** A nonce to send: one still good for a while, or in the modes that change it a new one. */
  next(mode, now) {
    const [nonce, until] = [...this.#issued].at(-1) ?? [];
    return !ONCE.has(mode) && mode !== 'stale' && until > now + LIFE / 2 ? nonce : this.#issue(now);
  }

  /** Whether `nonce` answers what was demanded. Where a nonce works once, this was its use. */
  accepts(mode, nonce, now) {
    if (mode === 'off') return true;
    if (mode === 'stale' || nonce === undefined || !(this.#issued.get(nonce) > now)) return false;
    if (ONCE.has(mode)) this.#issued.delete(nonce);
    return true;
  }
}

/** Whether a good answer brings the next nonce along. */
export function sendsNext(mode) {
  return mode === 'rotate_on_success';
}
