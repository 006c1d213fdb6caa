// What stands between a person and what they asked for, in a form that a page can act on (RFC 9457): `code` says what
// to offer, `connection` with which provider.

import { Refusal } from './refusal.mjs';

const TYPES = 'urn:problem:connected-calendar:';

export class Problem extends Refusal {
  constructor(status, code, { title, detail, ...members }) {
    super(status, code, detail);
    this.body = { type: TYPES + code.replaceAll('_', '-'), title, status, detail, code, ...members };
  }

  // None of these is about the caller's token, so none is answered by another one.
  challenges() {
    return [];
  }

  /** The person has connected no account of `connection`, or disconnected it, or it no longer works. */
  static notConnected(connection) {
    return new Problem(424, 'account_not_connected', {
      title: 'No account is connected',
      detail: `Connect an account of ${connection}, and ask again. If one is connected, the connection gives no offline access: turn that on in its settings, and connect again.`,
      connection,
    });
  }

  /** There is an account, and it was not connected for this. */
  static scopeMissing(connection, scopes) {
    return new Problem(424, 'account_scope_missing', {
      title: 'The connected account does not allow this',
      detail: `Connect the account of ${connection} again, with more scopes, and ask again.`,
      connection,
      scopes,
    });
  }

  static vault(detail, { connection, cause }) {
    const problem = new Problem(502, 'token_vault_failed', {
      title: 'The Token Vault gave no token',
      detail,
      connection,
    });
    return Object.assign(problem, { cause });
  }

  static provider(detail, connection) {
    return new Problem(502, 'provider_failed', {
      title: 'The provider did not answer as it should',
      detail,
      connection,
    });
  }
}
