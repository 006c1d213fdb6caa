import type {
  Auth0ClientOptions,
  GetTokenSilentlyOptions,
  GetTokenSilentlyVerboseResponse,
  IdToken,
  LogoutOptions,
  RedirectLoginOptions,
  RedirectLoginResult,
  User,
} from './types.js';

/** The class `Client` that the wasm exports, as the façade uses it. */
export interface Core {
  loginWithRedirect(options?: RedirectLoginOptions): Promise<void>;
  handleRedirectCallback(url?: string): Promise<RedirectLoginResult>;
  checkSession(options?: GetTokenSilentlyOptions): Promise<void>;
  getUser(): Promise<User | undefined>;
  getIdTokenClaims(): Promise<IdToken | undefined>;
  isAuthenticated(): Promise<boolean>;
  getTokenSilently(options?: GetTokenSilentlyOptions): Promise<string | GetTokenSilentlyVerboseResponse | undefined>;
  logout(options?: LogoutOptions): Promise<void>;
}

/** What the generated glue offers once the wasm runs. */
export interface Glue {
  Client: new (options: Auth0ClientOptions) => Core;
  initSync(input: { module: WebAssembly.Module }): unknown;
}
