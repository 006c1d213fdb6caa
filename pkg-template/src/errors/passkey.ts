import type {
  PasskeyApiErrorResponse,
  PasskeyErrorResponse,
  PasskeyGetTokenApiErrorResponse,
} from '../types/failure.js';
import { Auth0Error } from './base.js';

/** A passkey ceremony failed in the browser. */
export class PasskeyError extends Auth0Error {
  readonly code: string;
  readonly cause?: PasskeyErrorResponse;

  constructor(code: string, message: string, cause?: PasskeyErrorResponse) {
    super(message);
    this.name = 'PasskeyError';
    this.code = code;
    this.cause = cause;
  }
}

/**
 * A passkey request was refused by the tenant.
 *
 * Not a {@link PasskeyError}: `@auth0/auth0-spa-js` takes these classes from another package,
 * whose base class it does not export, and code written for it may rely on the difference.
 */
abstract class PasskeyRequestError extends Auth0Error {
  cause?: PasskeyApiErrorResponse;
  code: string;
  /** The HTTP status, where known. */
  statusCode?: number;
  /** The response's headers, where known. */
  headers?: Headers;
  /** The response's body, where known. */
  body?: string;

  constructor(name: string, code: string, message: string, cause?: PasskeyApiErrorResponse) {
    super(message);
    const { statusCode, headers, body } = cause || ({} as PasskeyApiErrorResponse);
    this.cause = cause && {
      error: cause.error,
      error_description: cause.error_description,
      message: cause.message,
    };
    this.code = code;
    this.statusCode = statusCode;
    this.headers = headers;
    this.body = body;
    this.name = name;
  }
}

/** The tenant refused to start the registration of a passkey. */
export class PasskeyRegisterError extends PasskeyRequestError {
  constructor(message: string, cause?: PasskeyApiErrorResponse) {
    super('PasskeyRegisterError', 'passkey_register_error', message, cause);
  }
}

/** The tenant refused to start a sign-in by passkey. */
export class PasskeyChallengeError extends PasskeyRequestError {
  constructor(message: string, cause?: PasskeyApiErrorResponse) {
    super('PasskeyChallengeError', 'passkey_challenge_error', message, cause);
  }
}

/** The tenant refused a token after a passkey ceremony. */
export class PasskeyGetTokenError extends PasskeyRequestError {
  declare cause?: PasskeyGetTokenApiErrorResponse;

  constructor(message: string, cause?: PasskeyGetTokenApiErrorResponse) {
    super('PasskeyGetTokenError', 'passkey_get_token_error', message, cause);
    if (this.cause && cause) {
      this.cause.mfa_token = cause.mfa_token;
      this.cause.mfa_requirements = cause.mfa_requirements;
    }
  }
}
