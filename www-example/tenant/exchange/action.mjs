// The tenant owner's Action for Custom Token Exchange: it verifies the subject token, takes each once, and says who
// its user is. Its refusals have codes of its own.

import { OauthError } from '../flow/oauth-error.mjs';
import { verifySubject } from './subjects.mjs';

/** How many bad subject tokens the tenant takes before it suspects an attack. */
const PATIENCE = 10;

const STATUS = { invalid_token: 400, invalid_request: 400, server_error: 500, too_many_attempts: 429 };
const WORDS = {
  invalid_token: 'The subject token is not valid',
  insufficient_scope: 'The subject token does not allow what was asked for',
  access_denied: 'The Action denied the exchange',
  invalid_request: 'The Action does not understand the request',
  server_error: 'The Action failed',
  too_many_attempts: 'Suspicious request requires verification',
};

function deny(code, text = WORDS[code]) {
  return new OauthError(STATUS[code] ?? 403, code, text);
}

export class Action {
  #used = new Set();
  #rejected = 0;

  clear() {
    this.#used.clear();
    this.#rejected = 0;
  }

  /** The user of a subject token: `{user, allowed}`, the latter the scopes it is bound to, if any. */
  async authenticate(tenant, { token, scopes }) {
    const wanted = tenant.switches.value('exchange_action');
    if (wanted !== 'validate') throw deny(wanted);
    const claims = await this.#verify(tenant, token);
    const allowed = claims.scope?.split(' ');
    const beyond = allowed && scopes.filter((scope) => !allowed.includes(scope));
    if (beyond?.length) throw deny('insufficient_scope', `The subject token does not allow ${beyond.join(' ')}`);
    const user = tenant.users.byId(claims.sub);
    if (!user) throw deny('access_denied', `There is no user ${claims.sub}`);
    // Last of all: what was refused may be tried again with less.
    this.#used.add(claims.jti);
    return user;
  }

  async #verify(tenant, token) {
    if (this.#rejected >= PATIENCE) throw deny('too_many_attempts');
    try {
      const claims = await verifySubject(tenant, token);
      if (this.#used.has(claims.jti)) throw new Error('it was used before');
      return claims;
    } catch (error) {
      this.#rejected += 1;
      throw deny('invalid_token', `The subject token is not valid: ${error.message}`);
    }
  }
}
