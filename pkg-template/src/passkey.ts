import type { Runtime } from './runtime.js';
import type {
  PasskeyGetTokenOptions,
  PasskeyLoginChallenge,
  PasskeyLoginChallengeOptions,
  PasskeyLoginOptions,
  PasskeySignupChallenge,
  PasskeySignupChallengeOptions,
  PasskeySignupOptions,
  TokenEndpointResponse,
} from './types.js';

/**
 * Signing up and in with a passkey, without leaving the page: `client.passkey`.
 *
 * Each call throws a `PasskeyError` where the browser has no WebAuthn. What the browser itself throws
 * is thrown on: a `NotAllowedError` when the user says no.
 */
export class PasskeyApiClient {
  private readonly runtime: Runtime;

  /** @internal */
  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /**
   * Signs a new user up with a passkey, and in.
   *
   * @returns What the token endpoint answered. The refresh token, if there is one, stays with the client.
   * @throws PasskeyRegisterError when the tenant refuses to start.
   * @throws GenericError when the tenant refuses the passkey.
   */
  signup(options: PasskeySignupOptions): Promise<TokenEndpointResponse> {
    return this.runtime.inPage('passkey.signup', (core) => core.passkeySignup(options));
  }

  /**
   * Signs a user in with a passkey.
   *
   * @returns What the token endpoint answered. The refresh token, if there is one, stays with the client.
   * @throws PasskeyChallengeError when the tenant refuses to start.
   * @throws GenericError when the tenant refuses the passkey.
   */
  login(options?: PasskeyLoginOptions): Promise<TokenEndpointResponse> {
    return this.runtime.inPage('passkey.login', (core) => core.passkeyLogin(options));
  }

  /**
   * The first step of {@link PasskeyApiClient.signup} alone: a challenge for `navigator.credentials.create`.
   *
   * @throws PasskeyRegisterError when the tenant refuses to start.
   */
  getSignupChallenge(options: PasskeySignupChallengeOptions): Promise<PasskeySignupChallenge> {
    return this.runtime.inPage('passkey.getSignupChallenge', (core) => core.passkeySignupChallenge(options));
  }

  /**
   * The first step of {@link PasskeyApiClient.login} alone: a challenge for `navigator.credentials.get`,
   * for example with `mediation: 'conditional'`.
   *
   * @throws PasskeyChallengeError when the tenant refuses to start.
   */
  getLoginChallenge(options?: PasskeyLoginChallengeOptions): Promise<PasskeyLoginChallenge> {
    return this.runtime.inPage('passkey.getLoginChallenge', (core) => core.passkeyLoginChallenge(options));
  }

  /**
   * The last step alone: tokens for the credential that `navigator.credentials` gave.
   *
   * @throws PasskeyError when the credential is none.
   * @throws GenericError when the tenant refuses it.
   */
  getTokenWithPasskey(options: PasskeyGetTokenOptions): Promise<TokenEndpointResponse> {
    return this.runtime.inPage('passkey.getTokenWithPasskey', (core) => core.tokenWithPasskey(options));
  }
}
