import * as api from './errors/api.js';
import * as argument from './errors/argument.js';
import * as base from './errors/base.js';
import * as generic from './errors/generic.js';
import * as mfa from './errors/mfa.js';
import * as passkey from './errors/passkey.js';
import * as time from './errors/time.js';
import * as token from './errors/token.js';

// Spelled out, and not read from the namespaces by name: a bundler can then see that nothing here
// runs at import, and what `prototype` it needs.
const CLASSES: Record<string, Function | undefined> = {
  __proto__: null as never,
  AnonymousSessionError: api.AnonymousSessionError,
  Auth0Error: base.Auth0Error,
  AuthenticationError: generic.AuthenticationError,
  ConnectError: generic.ConnectError,
  // What the peer throws as a plain Error.
  Error: base.Auth0Error,
  GenericError: generic.GenericError,
  InvalidArgumentError: argument.InvalidArgumentError,
  InvalidConfigurationError: generic.InvalidConfigurationError,
  MfaChallengeError: mfa.MfaChallengeError,
  MfaEnrollmentError: mfa.MfaEnrollmentError,
  MfaEnrollmentFactorsError: mfa.MfaEnrollmentFactorsError,
  MfaError: mfa.MfaError,
  MfaListAuthenticatorsError: mfa.MfaListAuthenticatorsError,
  MfaRequiredError: generic.MfaRequiredError,
  MfaVerifyError: mfa.MfaVerifyError,
  MissingRefreshTokenError: token.MissingRefreshTokenError,
  MissingRequiredArgumentError: argument.MissingRequiredArgumentError,
  MissingScopesError: token.MissingScopesError,
  MyAccountApiError: api.MyAccountApiError,
  PasskeyChallengeError: passkey.PasskeyChallengeError,
  PasskeyError: passkey.PasskeyError,
  PasskeyGetTokenError: passkey.PasskeyGetTokenError,
  PasskeyRegisterError: passkey.PasskeyRegisterError,
  PopupCancelledError: time.PopupCancelledError,
  PopupOpenError: time.PopupOpenError,
  PopupTimeoutError: time.PopupTimeoutError,
  TimeoutError: time.TimeoutError,
  UseDpopNonceError: token.UseDpopNonceError,
};

/**
 * Gives an error of the core its public class, and throws it.
 *
 * The core names the class in an own property `name` of a plain `Error`. Whatever does not look
 * like that was thrown by the application or the platform, and is thrown on unchanged.
 */
export function brand(error: any): never {
  if (error instanceof Error && Object.getPrototypeOf(error) === Error.prototype) {
    adopt(error);
  }
  throw error;
}

function adopt(error: Error): void {
  if (!Object.prototype.hasOwnProperty.call(error, 'name')) {
    return;
  }
  // A core newer than this list still throws something that can be caught by its code.
  const type = CLASSES[error.name] || ('error' in error ? generic.GenericError : undefined);
  if (type) {
    Object.setPrototypeOf(error, type.prototype);
  }
  if (error.name === 'Error' || error instanceof generic.GenericError) {
    delete (error as { name?: string }).name;
  }
}
