import { GenericError } from './generic.js';

/** A call of the multi-factor API failed. */
export class MfaError extends GenericError {
  /** Makes the error from the JSON body of a refusal. */
  static override fromPayload({ error, error_description }: { error: string; error_description: string }): MfaError {
    return new MfaError(error, error_description);
  }
}

/** The authenticators could not be listed. */
export class MfaListAuthenticatorsError extends MfaError {}

/** An authenticator could not be enrolled. */
export class MfaEnrollmentError extends MfaError {}

/** A challenge could not be started. */
export class MfaChallengeError extends MfaError {}

/** A code was not accepted. */
export class MfaVerifyError extends MfaError {}

/** The factors to enroll could not be told. */
export class MfaEnrollmentFactorsError extends MfaError {}
