// Connections under way: what begins with a request of the application, goes on in the browser at the provider, and
// ends with a second request. All of it within five minutes, in one browser, by one caller.

import { randomBytes } from 'node:crypto';

/** Life of a connection under way, in seconds. */
export const LEG_LIFETIME = 300;

const secret = () => randomBytes(32).toString('base64url');

export class Legs {
  #store;

  constructor(store) {
    this.#store = store;
  }

  /** Begins one for what the caller asked: `{authSession, ticket}`. */
  begin(asked) {
    const leg = { ...asked, authSession: secret(), ticket: secret(), upstreamState: secret() };
    this.#store.set(`Connecting:${leg.authSession}`, leg, LEG_LIFETIME);
    return leg;
  }

  find(authSession) {
    return this.#store.get(`Connecting:${authSession}`);
  }

  #findBy(name, value) {
    const [key] = this.#store.keysWith((row) => row.authSession !== undefined && row[name] === value);
    return key && this.#store.get(key);
  }

  /** The one a ticket opens, for the browser `device`; a ticket works once. */
  spendTicket(ticket, device) {
    const leg = typeof ticket === 'string' ? this.#findBy('ticket', ticket) : undefined;
    if (!leg) return undefined;
    return Object.assign(leg, { ticket: undefined, device });
  }

  /** The one a provider answers for; an answer is taken once. */
  spendUpstreamState(state, device) {
    const leg = typeof state === 'string' ? this.#findBy('upstreamState', state) : undefined;
    if (!leg || leg.ticket !== undefined || leg.device !== device) return undefined;
    return Object.assign(leg, { upstreamState: undefined });
  }

  /** Notes what the provider gave, for the code that is the result: at most 46 characters. */
  grant(leg, granted) {
    return Object.assign(leg, { granted, connectCode: secret() }).connectCode;
  }

  end({ authSession }) {
    this.#store.delete(`Connecting:${authSession}`);
  }
}
