import type {
  Auth0ClientOptions,
  DpopProofOptions,
  GetTokenSilentlyOptions,
  GetTokenSilentlyVerboseResponse,
  IdToken,
  LogoutOptions,
  RedirectLoginOptions,
  RedirectLoginResult,
  RevokeRefreshTokenOptions,
  User,
} from './types.js';

/** The class `Client` that the wasm exports, as the façade uses it. */
export interface Core {
  loginWithRedirect(options?: RedirectLoginOptions): Promise<void>;
  handleRedirectCallback(url?: string): Promise<RedirectLoginResult>;
  checkSession(options?: GetTokenSilentlyOptions): Promise<void>;
  getUser(): Promise<User | undefined>;
  getIdTokenClaims(): Promise<IdToken | undefined>;
  getTokenSilently(options?: GetTokenSilentlyOptions): Promise<string | GetTokenSilentlyVerboseResponse | undefined>;
  revokeRefreshToken(options?: RevokeRefreshTokenOptions): Promise<void>;
  logout(options?: LogoutOptions): Promise<void>;
  getDpopNonce(id?: string): Promise<string | undefined>;
  setDpopNonce(nonce: string, id?: string): Promise<void>;
  generateDpopProof(options: DpopProofOptions): Promise<string>;
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
