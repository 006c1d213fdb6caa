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
  Authenticator,
  AuthParams,
  ChallengeAuthenticatorParams,
  ChallengeResponse,
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
  EnrollmentFactor,
  EnrollmentResponse,
  EnrollParams,
  FetcherConfig,
  GetAnonymousAccessTokenOptions,
  GetTokenSilentlyOptions,
  GetTokenSilentlyVerboseResponse,
  GetTokenWithPopupOptions,
  IdToken,
  ListConnectedAccountConnectionsOptions,
  ListConnectedAccountsOptions,
  LogoutOptions,
  MfaRequirements,
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
  VerifyParams,
} from './types.js';

/** What the core answers: at once where nothing has to be waited for. */
export type Answer<T> = T | Promise<T>;

/** The class `Client` that the wasm exports, as the façade uses it. */
export interface Core {
  loginWithRedirect(options?: RedirectLoginOptions): Answer<void>;
  loginWithPopup(options: PopupLoginOptions | undefined, config: PopupConfigOptions): Answer<void>;
  getTokenWithPopup(options: GetTokenWithPopupOptions | undefined, config: PopupConfigOptions): Answer<string>;
  handleRedirectCallback(url?: string): Answer<RedirectLoginResult | ConnectAccountRedirectResult>;
  /** `ask` is the public `getTokenSilently`: whoever replaces that one decides both. */
  checkSession(
    options: GetTokenSilentlyOptions | undefined,
    ask: (options?: GetTokenSilentlyOptions) => Promise<unknown>,
  ): Answer<void>;
  getUser(): Answer<User | undefined>;
  getIdTokenClaims(): Answer<IdToken | undefined>;
  getTokenSilently(options?: GetTokenSilentlyOptions): Answer<string | GetTokenSilentlyVerboseResponse | undefined>;
  loginWithCustomTokenExchange(options: CustomTokenExchangeOptions): Answer<TokenEndpointResponse>;
  customTokenExchange(options: CustomTokenExchangeOptions): Answer<TokenEndpointResponse>;
  mfaAuthenticators(mfaToken: string): Answer<Authenticator[]>;
  mfaEnroll(params: EnrollParams): Answer<EnrollmentResponse>;
  mfaChallenge(params: ChallengeAuthenticatorParams): Answer<ChallengeResponse>;
  mfaEnrollmentFactors(mfaToken: string): EnrollmentFactor[];
  mfaVerify(params: VerifyParams): Answer<TokenEndpointResponse>;
  setMfaContext(mfaToken: string, scope?: string, audience?: string, requirements?: MfaRequirements): void;
  revokeRefreshToken(options?: RevokeRefreshTokenOptions): Answer<void>;
  logout(options?: LogoutOptions): Answer<void>;
  getDpopNonce(id?: string): Answer<string | undefined>;
  setDpopNonce(nonce: string, id?: string): Answer<void>;
  generateDpopProof(options: DpopProofOptions): Answer<string>;
  createFetcher(config: FetcherConfig<any>, fetch: CustomFetchImpl<any>): CoreFetcher;
  connectAccountWithRedirect(options: RedirectConnectAccountOptions): Answer<void>;
  connectAccountWithPopup(
    options: PopupConnectAccountOptions,
    config: PopupConfigOptions,
  ): Answer<ConnectAccountRedirectResult>;
  connectAccount(request: ConnectRequest): Answer<ConnectResponse>;
  completeAccount(request: CompleteRequest): Answer<CompleteResponse>;
  listConnectedAccounts(options?: ListConnectedAccountsOptions): Answer<ConnectedAccountsPage>;
  listConnectedAccountConnections(
    options?: ListConnectedAccountConnectionsOptions,
  ): Answer<ConnectedAccountConnectionsPage>;
  deleteConnectedAccount(id?: string): Answer<void>;
  createAnonymousSession(options?: CreateAnonymousSessionOptions): Answer<AnonymousSession>;
  anonymousToken(options?: AnonymousGetTokenSilentlyOptions): Answer<AnonymousTokenResult>;
  endAnonymousSession(keeps: boolean): Answer<void>;
  hasAnonymousSession(): boolean;
  anonymousSession(options?: GetAnonymousAccessTokenOptions): Answer<AnonymousSession>;
  getFactors(): Answer<Factor[]>;
  getAuthenticationMethods(type?: AuthenticationMethodType): Answer<AuthenticationMethod[]>;
  getAuthenticationMethod(id?: string): Answer<AuthenticationMethod>;
  updateAuthenticationMethod(
    id: string | undefined,
    data: UpdateAuthenticationMethodRequest,
  ): Answer<AuthenticationMethod>;
  deleteAuthenticationMethod(id?: string): Answer<void>;
  enrollmentChallenge(options: EnrollmentChallengeOptions): Answer<EnrollmentChallengeResponse>;
  enrollmentVerify(options: EnrollmentVerifyOptions): Answer<AuthenticationMethod>;
  passkeySignup(options: PasskeySignupOptions): Answer<TokenEndpointResponse>;
  passkeyLogin(options?: PasskeyLoginOptions): Answer<TokenEndpointResponse>;
  passkeySignupChallenge(options: PasskeySignupChallengeOptions): Answer<PasskeySignupChallenge>;
  passkeyLoginChallenge(options?: PasskeyLoginChallengeOptions): Answer<PasskeyLoginChallenge>;
  tokenWithPasskey(options: PasskeyGetTokenOptions): Answer<TokenEndpointResponse>;
}

/** What the small wasm knows too. It answers `null` where it takes the whole one, and has done nothing then. */
export type FirstCore = Pick<
  Core,
  'loginWithRedirect' | 'checkSession' | 'getUser' | 'getIdTokenClaims' | 'getTokenSilently'
>;

/** The class `Client` of the small wasm. */
export interface FirstClient extends FirstCore {
  /** What `getUser` and `getIdTokenClaims` gave last. */
  shown(): unknown;
}

/** The class `Fetcher` that the wasm exports. */
export interface CoreFetcher {
  fetchWithAuth(info: RequestInfo | URL, init?: RequestInit, authParams?: AuthParams): Answer<CustomFetchMinimalOutput>;
}

/** Asks the keeper of refresh tokens. Question and answer are texts that the core alone reads. */
export type AskKeeper = (message: string) => Promise<string>;

/** What the core may ask of the page. */
export interface Environment {
  /** Starts a worker that runs the class {@link Keeper}. */
  openWorker?: () => Promise<AskKeeper>;
  /** What the small wasm showed last. The same objects are shown on. */
  shown?: unknown;
}

/** The class `Keeper` that the wasm exports, as the worker uses it. */
export interface Keeper {
  handle(message: string): Answer<string>;
}

/** What any generated glue offers. */
export interface Starting {
  initSync(input: { module: WebAssembly.Module }): unknown;
}

/** What the generated glue of a page offers once the wasm runs. */
export interface Glue extends Starting {
  Client: new (options: Auth0ClientOptions, environment: Environment) => Core;
}

/** The same of the small wasm. It throws `null` for options that are beyond it. */
export interface FirstGlue extends Starting {
  Client: new (options: Auth0ClientOptions, environment: Environment) => FirstClient;
}

/** The same in a worker. */
export interface KeeperGlue extends Starting {
  Keeper: new () => Keeper;
}
