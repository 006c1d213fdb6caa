import type { Runtime } from './runtime.js';
import type {
  Authenticator,
  ChallengeAuthenticatorParams,
  ChallengeResponse,
  EnrollmentFactor,
  EnrollmentResponse,
  EnrollParams,
  MfaRequirements,
  TokenEndpointResponse,
  VerifyParams,
} from './types.js';

/**
 * The second factor of a sign-in, without a page of the tenant: `client.mfa`.
 *
 * A token request that needs one throws an `MfaRequiredError`. Its `mfa_token` is what every call here takes, for ten
 * minutes.
 */
export class MfaApiClient {
  private readonly runtime: Runtime;

  /** @internal */
  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /**
   * What the user can prove a second factor with, as far as this sign-in accepts it.
   *
   * @throws MfaListAuthenticatorsError
   */
  getAuthenticators(mfaToken: string): Promise<Authenticator[]> {
    return this.runtime.inPage('getAuthenticators', (core) => core.mfaAuthenticators(String(mfaToken)));
  }

  /**
   * Enrolls an authenticator. `verify` with its first code finishes that, and the sign-in.
   *
   * @throws MfaEnrollmentError
   */
  enroll(params: EnrollParams): Promise<EnrollmentResponse> {
    return this.runtime.inPage('enroll', (core) => core.mfaEnroll(params));
  }

  /**
   * Challenges an authenticator: a code is sent, or the user is asked in their app.
   *
   * @throws MfaChallengeError
   */
  challenge(params: ChallengeAuthenticatorParams): Promise<ChallengeResponse> {
    return this.runtime.inPage('challenge', (core) => core.mfaChallenge(params));
  }

  /**
   * What this sign-in lets the user enroll. Empty where they have what it takes. Sends nothing.
   *
   * @throws MfaEnrollmentFactorsError
   */
  getEnrollmentFactors(mfaToken: string): Promise<EnrollmentFactor[]> {
    return this.runtime.inPage('getEnrollmentFactors', async (core) => core.mfaEnrollmentFactors(String(mfaToken)));
  }

  /**
   * Proves the second factor, and finishes the request that needed it: from then on `getTokenSilently` has its token.
   * A code that is refused may be followed by another.
   *
   * @throws MfaVerifyError with the tenant's code in `error`, such as `authorization_pending` while the user has not
   * answered in their app.
   */
  verify(params: VerifyParams): Promise<TokenEndpointResponse> {
    return this.runtime.inPage('verify', (core) => core.mfaVerify(params));
  }

  /** Makes an `mfa_token` known that another page, or another client, got. */
  setMFAAuthDetails(mfaToken: string, scope?: string, audience?: string, mfaRequirements?: MfaRequirements): void {
    const known = this.runtime.inPage('setMFAAuthDetails', async (core) =>
      core.setMfaContext(String(mfaToken), scope, audience, mfaRequirements),
    );
    // Whatever keeps the core from running is told by the call that follows.
    known.catch(() => undefined);
  }
}
