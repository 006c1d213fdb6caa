// Challenges under way. Each is answered once, by whoever knows its session.

import { randomBytes } from 'node:crypto';

/** Life of a challenge, in seconds. */
const LIFETIME = 300;

const random = () => randomBytes(32).toString('base64url');

export class Challenges {
  #store;

  constructor(store) {
    this.#store = store;
  }

  /** Begins one; `facts` come back with its answer. */
  begin(facts) {
    const begun = { authSession: random(), challenge: random(), ...facts };
    this.#store.set(`Challenge:${begun.authSession}`, begun, LIFETIME);
    return begun;
  }

  /** The challenge of a session. */
  find(authSession) {
    return this.#store.get(`Challenge:${authSession}`);
  }

  /** The same, and its session is over. */
  take(authSession) {
    const found = this.find(authSession);
    this.#store.delete(`Challenge:${authSession}`);
    return found;
  }
}
