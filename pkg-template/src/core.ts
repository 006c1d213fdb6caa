import type {
  AuthenticationMethod,
  AuthenticationMethodType,
  EnrollmentChallengeOptions,
  EnrollmentChallengeResponse,
  EnrollmentVerifyOptions,
  Factor,
  UpdateAuthenticationMethodRequest,
  AnonymousGetTokenSilentlyOptions,
  AnonymousSession,
  AnonymousTokenResult,
  Auth0ClientOptions,
  AuthParams,
  CompleteRequest,
  CompleteResponse,
  ConnectAccountRedirectResult,
  ConnectedAccountConnectionsPage,
  ConnectedAccountsPage,
  ConnectRequest,
  ConnectResponse,
  CreateAnonymousSessionOptions,
  CustomFetchImpl,
  CustomFetchMinimalOutput,
  CustomTokenExchangeOptions,
  DpopProofOptions,
  FetcherConfig,
  GetAnonymousAccessTokenOptions,
  GetTokenSilentlyOptions,
  GetTokenSilentlyVerboseResponse,
  GetTokenWithPopupOptions,
  IdToken,
  ListConnectedAccountConnectionsOptions,
  ListConnectedAccountsOptions,
  LogoutOptions,
  PasskeyGetTokenOptions,
  PasskeyLoginChallenge,
  PasskeyLoginChallengeOptions,
  PasskeyLoginOptions,
  PasskeySignupChallenge,
  PasskeySignupChallengeOptions,
  PasskeySignupOptions,
  PopupConfigOptions,
  PopupConnectAccountOptions,
  PopupLoginOptions,
  RedirectConnectAccountOptions,
  RedirectLoginOptions,
  RedirectLoginResult,
  RevokeRefreshTokenOptions,
  TokenEndpointResponse,
  User,
} from './types.js';

/** The class `Client` that the wasm exports, as the façade uses it. */
export interface Core {
  loginWithRedirect(options?: RedirectLoginOptions): Promise<void>;
  loginWithPopup(options: PopupLoginOptions | undefined, config: PopupConfigOptions): Promise<void>;
  getTokenWithPopup(options: GetTokenWithPopupOptions | undefined, config: PopupConfigOptions): Promise<string>;
  handleRedirectCallback(url?: string): Promise<RedirectLoginResult | ConnectAccountRedirectResult>;
  checkSession(options?: GetTokenSilentlyOptions): Promise<void>;
  getUser(): Promise<User | undefined>;
  getIdTokenClaims(): Promise<IdToken | undefined>;
  getTokenSilently(options?: GetTokenSilentlyOptions): Promise<string | GetTokenSilentlyVerboseResponse | undefined>;
  loginWithCustomTokenExchange(options: CustomTokenExchangeOptions): Promise<TokenEndpointResponse>;
  customTokenExchange(options: CustomTokenExchangeOptions): Promise<TokenEndpointResponse>;
  revokeRefreshToken(options?: RevokeRefreshTokenOptions): Promise<void>;
  logout(options?: LogoutOptions): Promise<void>;
  getDpopNonce(id?: string): Promise<string | undefined>;
  setDpopNonce(nonce: string, id?: string): Promise<void>;
  generateDpopProof(options: DpopProofOptions): Promise<string>;
  createFetcher(config: FetcherConfig<any>, fetch: CustomFetchImpl<any>): CoreFetcher;
  connectAccountWithRedirect(options: RedirectConnectAccountOptions): Promise<void>;
  connectAccountWithPopup(
    options: PopupConnectAccountOptions,
    config: PopupConfigOptions,
  ): Promise<ConnectAccountRedirectResult>;
  connectAccount(request: ConnectRequest): Promise<ConnectResponse>;
  completeAccount(request: CompleteRequest): Promise<CompleteResponse>;
  listConnectedAccounts(options?: ListConnectedAccountsOptions): Promise<ConnectedAccountsPage>;
  listConnectedAccountConnections(
    options?: ListConnectedAccountConnectionsOptions,
  ): Promise<ConnectedAccountConnectionsPage>;
  deleteConnectedAccount(id?: string): Promise<void>;
  createAnonymousSession(options?: CreateAnonymousSessionOptions): Promise<AnonymousSession>;
  anonymousToken(options?: AnonymousGetTokenSilentlyOptions): Promise<AnonymousTokenResult>;
  endAnonymousSession(keeps: boolean): Promise<void>;
  hasAnonymousSession(): boolean;
  anonymousSession(options?: GetAnonymousAccessTokenOptions): Promise<AnonymousSession>;
  getFactors(): Promise<Factor[]>;
  getAuthenticationMethods(type?: AuthenticationMethodType): Promise<AuthenticationMethod[]>;
  getAuthenticationMethod(id?: string): Promise<AuthenticationMethod>;
  updateAuthenticationMethod(
    id: string | undefined,
    data: UpdateAuthenticationMethodRequest,
  ): Promise<AuthenticationMethod>;
  deleteAuthenticationMethod(id?: string): Promise<void>;
  enrollmentChallenge(options: EnrollmentChallengeOptions): Promise<EnrollmentChallengeResponse>;
  enrollmentVerify(options: EnrollmentVerifyOptions): Promise<AuthenticationMethod>;
  passkeySignup(options: PasskeySignupOptions): Promise<TokenEndpointResponse>;
  passkeyLogin(options?: PasskeyLoginOptions): Promise<TokenEndpointResponse>;
  passkeySignupChallenge(options: PasskeySignupChallengeOptions): Promise<PasskeySignupChallenge>;
  passkeyLoginChallenge(options?: PasskeyLoginChallengeOptions): Promise<PasskeyLoginChallenge>;
  tokenWithPasskey(options: PasskeyGetTokenOptions): Promise<TokenEndpointResponse>;
}

/** The class `Fetcher` that the wasm exports. */
export interface CoreFetcher {
  fetchWithAuth(
    info: RequestInfo | URL,
    init?: RequestInit,
    authParams?: AuthParams,
  ): Promise<CustomFetchMinimalOutput>;
}

/** Asks the keeper of refresh tokens. Question and answer are texts that the core alone reads. */
export type AskKeeper = (message: string) => Promise<string>;

/** What the core may ask of the page. */
export interface Environment {
  /** Starts a worker that runs the class {@link Keeper}. */
  openWorker?: () => Promise<AskKeeper>;
}

/** The class `Keeper` that the wasm exports, as the worker uses it. */
export interface Keeper {
  handle: AskKeeper;
}

/** What the generated glue offers once the wasm runs. */
export interface Glue {
  Client: new (options: Auth0ClientOptions, environment: Environment) => Core;
  Keeper: new () => Keeper;
  initSync(input: { module: WebAssembly.Module }): unknown;
}
