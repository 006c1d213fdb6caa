// The anonymous sessions: people whom nobody knows yet, by the token that continues each.

import { randomBytes, randomUUID } from 'node:crypto';

/** Life of a session, in seconds. */
export const SESSION_LIFETIME = 30 * 86400;

export class AnonymousSessions {
  #byToken = new Map();

  clear() {
    this.#byToken.clear();
  }

  /** Begins a session at `now`, in seconds. */
  begin({ client, metadata, now }) {
    const session = {
      token: randomBytes(48).toString('base64url'),
      sub: `anon@${randomUUID()}`,
      client,
      metadata,
      until: now + SESSION_LIFETIME,
    };
    this.#byToken.set(session.token, session);
    return session;
  }

  find(token) {
    return this.#byToken.get(token);
  }

  /** Whether there was one. */
  end(token) {
    return this.#byToken.delete(token);
  }
}
