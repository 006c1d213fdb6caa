import type { MfaRequirements } from '../types/failure.js';
import { Auth0Error } from './base.js';

/** An error with an OAuth code. `message` and `error_description` are the same text. */
export class GenericError extends Auth0Error {
  /** The OAuth error code, or one of this package's own. */
  error: string;
  /** What happened, in words. */
  error_description: string;

  constructor(error: string, error_description: string) {
    super(error_description);
    this.error = error;
    this.error_description = error_description;
  }

  /** Makes the error from the JSON body of a refusal. */
  static fromPayload({ error, error_description }: { error: string; error_description: string }): GenericError {
    return new GenericError(error, error_description);
  }
}

/** The options of the client contradict each other, or one is missing. */
export class InvalidConfigurationError extends GenericError {
  /** What to do about it. */
  suggestion: string;

  constructor(message: string, suggestion: string) {
    super('invalid_configuration', `${message} ${suggestion}`);
    this.suggestion = suggestion;
  }
}

/** The tenant answered a login with an error. */
export class AuthenticationError extends GenericError {
  /** The `state` of the login that failed. */
  state: string;
  /** What was given to `loginWithRedirect`. */
  appState: any;

  constructor(error: string, error_description: string, state: string, appState: any = null) {
    super(error, error_description);
    this.state = state;
    this.appState = appState;
  }
}

/** The tenant answered the connection of an account with an error. */
export class ConnectError extends GenericError {
  /** The connection that was to be connected. */
  connection: string;
  /** The `state` of the attempt that failed. */
  state: string;
  /** What was given when it was started. */
  appState: any;

  constructor(error: string, error_description: string, connection: string, state: string, appState: any = null) {
    super(error, error_description);
    this.connection = connection;
    this.state = state;
    this.appState = appState;
  }
}

/** The tenant wants a second factor first. */
export class MfaRequiredError extends GenericError {
  /** Continues the sign-in. */
  mfa_token: string;
  /** What may be enrolled or challenged. */
  mfa_requirements: MfaRequirements;

  constructor(error: string, error_description: string, mfa_token: string, mfa_requirements: MfaRequirements) {
    super(error, error_description);
    this.mfa_token = mfa_token;
    this.mfa_requirements = mfa_requirements;
  }
}
