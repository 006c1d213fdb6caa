/// <reference lib="es2018.asynciterable" preserve="true" />
import { asText } from './text.js';
import { everyAccount, everyConnection } from './pages.js';
import type { Runtime } from './runtime.js';
import type {
  AuthenticationMethod,
  AuthenticationMethodType,
  CompleteRequest,
  CompleteResponse,
  ConnectedAccount,
  ConnectedAccountConnection,
  ConnectedAccountConnectionsPage,
  ConnectedAccountsPage,
  ConnectRequest,
  ConnectResponse,
  EnrollmentChallengeOptions,
  EnrollmentChallengeResponse,
  EnrollmentVerifyOptions,
  Factor,
  ListConnectedAccountConnectionsOptions,
  ListConnectedAccountsOptions,
  UpdateAuthenticationMethodRequest,
} from './types.js';

/**
 * What signed-in users do with their own account, at Auth0's My Account API: `client.myAccount`.
 *
 * It needs an access token for `https://YOUR_DOMAIN/me/`, which the client gets by itself. Each call
 * throws a `MyAccountApiError` where the API refuses it.
 */
export class MyAccountApiClient {
  private readonly runtime: Runtime;

  /** @internal */
  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /**
   * Starts to connect an account, and sends nobody anywhere. `connectAccountWithRedirect` of the
   * client does this and all that follows.
   */
  connectAccount(request: ConnectRequest): Promise<ConnectResponse> {
    return this.runtime.inPage('connectAccount', (core) => core.connectAccount(request));
  }

  /** Finishes what `connectAccount` started, with the code that the user came back with. */
  completeAccount(request: CompleteRequest): Promise<CompleteResponse> {
    return this.runtime.inPage('completeAccount', (core) => core.completeAccount(request));
  }

  /** A page of the accounts that the user has connected. */
  listConnectedAccounts(options?: ListConnectedAccountsOptions): Promise<ConnectedAccountsPage> {
    return this.runtime.inPage('listConnectedAccounts', (core) => core.listConnectedAccounts(options));
  }

  /** All the accounts that the user has connected, for `for await`. `take` is the size of a page. */
  connectedAccounts(options?: ListConnectedAccountsOptions): AsyncIterableIterator<ConnectedAccount> {
    return everyAccount(this, options);
  }

  /** A page of the connections that the user can connect an account of. */
  listConnectedAccountConnections(
    options?: ListConnectedAccountConnectionsOptions,
  ): Promise<ConnectedAccountConnectionsPage> {
    return this.runtime.inPage('listConnectedAccountConnections', (core) =>
      core.listConnectedAccountConnections(options),
    );
  }

  /** All the connections that the user can connect an account of, for `for await`. */
  connectedAccountConnections(
    options?: ListConnectedAccountConnectionsOptions,
  ): AsyncIterableIterator<ConnectedAccountConnection> {
    return everyConnection(this, options);
  }

  /**
   * Disconnects an account: the tenant forgets its tokens. The provider still lists the application
   * until the user removes it there.
   *
   * @param id Its `id`, `cac_…`.
   */
  deleteConnectedAccount(id: string): Promise<void> {
    return this.runtime.inPage('deleteConnectedAccount', (core) => core.deleteConnectedAccount(asText(id)));
  }

  /** The factors that the tenant offers. */
  getFactors(): Promise<Factor[]> {
    return this.runtime.inPage('getFactors', (core) => core.getFactors());
  }

  /** What the user can sign in with, or only the methods of one type. */
  getAuthenticationMethods(type?: AuthenticationMethodType): Promise<AuthenticationMethod[]> {
    return this.runtime.inPage('getAuthenticationMethods', (core) => core.getAuthenticationMethods(type));
  }

  /** One of the methods, by its id. */
  getAuthenticationMethod(id: string): Promise<AuthenticationMethod> {
    return this.runtime.inPage('getAuthenticationMethod', (core) => core.getAuthenticationMethod(asText(id)));
  }

  /** Changes the name of a method, or how a telephone gets its codes. */
  updateAuthenticationMethod(id: string, data: UpdateAuthenticationMethodRequest): Promise<AuthenticationMethod> {
    return this.runtime.inPage('updateAuthenticationMethod', (core) =>
      core.updateAuthenticationMethod(asText(id), data),
    );
  }

  /** Removes a method. */
  deleteAuthenticationMethod(id: string): Promise<void> {
    return this.runtime.inPage('deleteAuthenticationMethod', (core) => core.deleteAuthenticationMethod(asText(id)));
  }

  /** Starts to enrol a method. The answer says what the user has to do. */
  enrollmentChallenge(options: EnrollmentChallengeOptions): Promise<EnrollmentChallengeResponse> {
    return this.runtime.inPage('enrollmentChallenge', (core) => core.enrollmentChallenge(options));
  }

  /** Finishes what `enrollmentChallenge` started, with what the user did. */
  enrollmentVerify(options: EnrollmentVerifyOptions): Promise<AuthenticationMethod> {
    return this.runtime.inPage('enrollmentVerify', (core) => core.enrollmentVerify(options));
  }
}
