import { GenericError } from './generic.js';

// The cache says `default` where no audience was named; a person reads an empty one.
const shown = (audience: string): string => (audience && audience !== 'default' ? audience : '');

/** There is no refresh token for this API and scope, and no other way to a token. */
export class MissingRefreshTokenError extends GenericError {
  audience: string;
  scope: string;

  constructor(audience: string, scope: string) {
    super('missing_refresh_token', `Missing Refresh Token (audience: '${shown(audience)}', scope: '${scope}')`);
    this.audience = audience;
    this.scope = scope;
  }
}

/** The tenant granted less than was asked for. */
export class MissingScopesError extends GenericError {
  audience: string;
  /** The scopes that are missing, separated by commas. */
  scope: string;

  constructor(audience: string, scope: string) {
    super(
      'missing_scopes',
      `Missing requested scopes after refresh (audience: '${shown(audience)}', missing scope: '${scope}')`,
    );
    this.audience = audience;
    this.scope = scope;
  }
}

/** The server wants a DPoP proof with another nonce. */
export class UseDpopNonceError extends GenericError {
  /** The nonce to use, where the server sent one. */
  newDpopNonce: string | undefined;

  constructor(newDpopNonce: string | undefined) {
    super('use_dpop_nonce', 'Server rejected DPoP proof: wrong nonce');
    this.newDpopNonce = newDpopNonce;
  }
}
