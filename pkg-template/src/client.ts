/// <reference lib="es2018.asynciterable" preserve="true" />
import { AnonymousSessionApiClient } from './anonymous.js';
import type { Answer, CoreFetcher } from './core.js';
import { Auth0Error } from './errors/base.js';
import { resolveOptions } from './options.js';
import { MfaApiClient } from './mfa.js';
import { MyAccountApiClient } from './my-account.js';
import { everyAccount, everyConnection } from './pages.js';
import { PasskeyApiClient } from './passkey.js';
import { hasPage, Runtime } from './runtime.js';
import { asText } from './text.js';
import type {
  Auth0ClientOptions,
  ClientConfiguration,
  ConnectAccountRedirectResult,
  ConnectedAccount,
  ConnectedAccountConnection,
  ConnectedAccountConnectionsPage,
  ConnectedAccountsPage,
  CustomFetchMinimalOutput,
  CustomTokenExchangeOptions,
  DpopProofOptions,
  Fetcher,
  FetcherConfig,
  GetTokenSilentlyOptions,
  GetTokenSilentlyVerboseResponse,
  GetTokenWithPopupOptions,
  IdToken,
  ListConnectedAccountConnectionsOptions,
  ListConnectedAccountsOptions,
  LogoutOptions,
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

/** Signs users of a single-page app in and out at an Auth0 tenant, and gets tokens for APIs. */
export class Auth0Client {
  /** Tokens for somebody who has not signed in. */
  readonly anonymous: AnonymousSessionApiClient;
  /** The second factor of a sign-in that asks for one. */
  readonly mfa: MfaApiClient;
  /** What signed-in users do with their own account, call by call, at the My Account API. */
  readonly myAccount: MyAccountApiClient;
  /** Signing up and in with a passkey, without leaving the page. */
  readonly passkey: PasskeyApiClient;
  private readonly options: Auth0ClientOptions;
  private readonly runtime: Runtime;

  /**
   * Makes a client. This is synchronous, sends nothing, and works on a server.
   *
   * @throws InvalidConfigurationError when options contradict each other.
   */
  constructor(options: Auth0ClientOptions) {
    this.options = resolveOptions(options);
    this.runtime = new Runtime(this.options);
    this.anonymous = new AnonymousSessionApiClient(this.runtime, this.options);
    this.mfa = new MfaApiClient(this.runtime);
    this.myAccount = new MyAccountApiClient(this.runtime);
    this.passkey = new PasskeyApiClient(this.runtime);
  }

  /** The domain and client id this client was made with. */
  getConfiguration(): Readonly<ClientConfiguration> {
    const { domain, clientId } = this.options;
    return Object.freeze({ domain, clientId });
  }

  /**
   * Sends the user to the tenant to sign in. The page is left.
   * Afterwards the page at `redirect_uri` calls {@link Auth0Client.handleRedirectCallback}.
   */
  loginWithRedirect<TAppState = any>(options?: RedirectLoginOptions<TAppState>): Promise<void> {
    return this.runtime.inFirst('loginWithRedirect', (core) => core.loginWithRedirect(options));
  }

  /**
   * Signs the user in by a popup; the page stays. Call it right in the handler of a click: browsers
   * block windows that open later. `config.popup` is the window afterwards.
   *
   * @throws PopupOpenError when the browser opened no window.
   * @throws PopupCancelledError when the window was closed.
   * @throws PopupTimeoutError when nobody finished in time. The window is still open.
   */
  loginWithPopup(options?: PopupLoginOptions, config?: PopupConfigOptions): Promise<void> {
    const settings = config || {};
    return this.runtime.inPopup('loginWithPopup', settings, (core) => core.loginWithPopup(options, settings));
  }

  /**
   * Signs the user in by a popup, for the access token that comes of it.
   *
   * @throws As {@link Auth0Client.loginWithPopup} does.
   */
  getTokenWithPopup(options?: GetTokenWithPopupOptions, config?: PopupConfigOptions): Promise<string | undefined> {
    const settings = config || {};
    return this.runtime.inPopup('getTokenWithPopup', settings, (core) => core.getTokenWithPopup(options, settings));
  }

  /**
   * Finishes what a redirect began, a login or the connection of an account, on the page that the
   * tenant sent the user back to. `response_type` of the result tells which it was. In a popup whose
   * answer another page waits for, it hands the answer over and closes the window.
   *
   * @param url The address with the answer. Default: the page's own.
   * @throws AuthenticationError when the login was refused.
   * @throws ConnectError when connecting the account was refused.
   */
  handleRedirectCallback<TAppState = any>(
    url?: string,
  ): Promise<RedirectLoginResult<TAppState> | ConnectAccountRedirectResult<TAppState>> {
    // Read now: a router may have replaced the address by the time the wasm runs.
    const answer = url === undefined && hasPage() ? window.location.href : url;
    return this.runtime.inPage('handleRedirectCallback', (core) => core.handleRedirectCallback(asText(answer)));
  }

  /**
   * Signs the user in without a page where the tenant still knows them. Never rejects because
   * they have to sign in; ask {@link Auth0Client.isAuthenticated} afterwards.
   */
  checkSession(options?: GetTokenSilentlyOptions): Promise<void> {
    return this.runtime.orOnServer(undefined, (core) =>
      core.checkSession(options, (given) => this.getTokenSilently(given)),
    );
  }

  /**
   * The access token, from the cache or renewed.
   *
   * @throws GenericError with `error` `login_required` when the user has to sign in.
   */
  getTokenSilently(
    options: GetTokenSilentlyOptions & { detailedResponse: true },
  ): Promise<GetTokenSilentlyVerboseResponse | undefined>;
  getTokenSilently(options?: GetTokenSilentlyOptions): Promise<string | undefined>;
  getTokenSilently(options?: GetTokenSilentlyOptions): Promise<string | GetTokenSilentlyVerboseResponse | undefined> {
    return this.runtime.inFirst('getTokenSilently', (core) => core.getTokenSilently(options));
  }

  /** The signed-in user. The object stays the same while the ID token does. */
  getUser<TUser extends User>(): Promise<TUser | undefined> {
    return this.runtime.orOnServer(undefined, (core) => core.getUser() as Answer<TUser | undefined>);
  }

  /** The claims of the ID token. The object stays the same while the ID token does. */
  getIdTokenClaims(): Promise<IdToken | undefined> {
    return this.runtime.orOnServer(undefined, (core) => core.getIdTokenClaims());
  }

  /** Whether somebody is signed in. */
  async isAuthenticated(): Promise<boolean> {
    // The public method: whoever overrides that one decides both.
    return Boolean(await this.getUser());
  }

  /**
   * Revokes the refresh token of an API at the tenant, and forgets it. Access tokens stay usable
   * until they expire. Without `useRefreshTokens` nothing happens.
   *
   * @throws GenericError with `error` `revoke_error`, or the tenant's own code.
   */
  revokeRefreshToken(options?: RevokeRefreshTokenOptions): Promise<void> {
    return this.runtime.inPage('revokeRefreshToken', (core) => core.revokeRefreshToken(options));
  }

  /**
   * Exchanges a token of another system for tokens of the tenant, and signs its user in.
   *
   * @throws GenericError with what the tenant's Action refused in `error`.
   * @throws MfaRequiredError when a second factor is needed first.
   */
  loginWithCustomTokenExchange(options: CustomTokenExchangeOptions): Promise<TokenEndpointResponse> {
    return this.runtime.inPage('loginWithCustomTokenExchange', (core) => core.loginWithCustomTokenExchange(options));
  }

  /** @deprecated Use {@link Auth0Client.loginWithCustomTokenExchange}, which does the same. */
  exchangeToken(options: CustomTokenExchangeOptions): Promise<TokenEndpointResponse> {
    return this.loginWithCustomTokenExchange(options);
  }

  /**
   * Exchanges a token of another system without signing anybody in: nothing is kept, and a refresh token is let go.
   *
   * @throws GenericError with what the tenant's Action refused in `error`.
   * @throws MfaRequiredError when a second factor is needed first.
   */
  customTokenExchange(options: CustomTokenExchangeOptions): Promise<TokenEndpointResponse> {
    return this.runtime.inPage('customTokenExchange', (core) => core.customTokenExchange(options));
  }

  /** Ends the local session and sends the user to the tenant to end that one. The page is left. */
  logout(options?: LogoutOptions): Promise<void> {
    return this.runtime.inPage('logout', (core) => core.logout(options));
  }

  /**
   * The nonce that proofs for the tenant carry, or with an id those for another server.
   *
   * @throws Error at once, when `useDpop` is off.
   */
  getDpopNonce(id?: string): Promise<string | undefined> {
    this.requireDpop();
    return this.runtime.inPage('getDpopNonce', (core) => core.getDpopNonce(asText(id || undefined)));
  }

  /**
   * Keeps a nonce for proofs to the tenant, or with an id for those to another server.
   *
   * @throws Error at once, when `useDpop` is off.
   */
  setDpopNonce(nonce: string, id?: string): Promise<void> {
    this.requireDpop();
    return this.runtime.inPage('setDpopNonce', (core) => core.setDpopNonce(String(nonce), asText(id || undefined)));
  }

  /**
   * Proves to a server that this browser holds the key that a token is bound to. A proof serves once.
   *
   * @throws Error at once, when `useDpop` is off.
   */
  generateDpopProof(params: DpopProofOptions): Promise<string> {
    this.requireDpop();
    return this.runtime.inPage('generateDpopProof', (core) => core.generateDpopProof(params));
  }

  /**
   * Makes a `fetch` that sends access tokens along, proves that it may where they are bound to a
   * key, and tries again where an API asks for a nonce. This is synchronous and sends nothing.
   */
  createFetcher<TOutput extends CustomFetchMinimalOutput = Response>(
    config?: FetcherConfig<TOutput>,
  ): Fetcher<TOutput> {
    const settings = Object.assign({}, config);
    const fetch = settings.fetch || currentFetch();
    let fetcher: CoreFetcher | undefined;
    return {
      fetchWithAuth: (info, init, authParams) =>
        this.runtime.inPage('fetchWithAuth', (core) => {
          fetcher = fetcher || core.createFetcher(settings, fetch);
          return fetcher.fetchWithAuth(info, init, authParams) as Answer<TOutput>;
        }),
    };
  }

  /**
   * Sends the user to a provider, to let the application use their account there. The page is left.
   * Afterwards the page at `redirectUri` calls {@link Auth0Client.handleRedirectCallback}.
   *
   * @throws MyAccountApiError when the My Account API refused it.
   */
  connectAccountWithRedirect<TAppState = any>(options: RedirectConnectAccountOptions<TAppState>): Promise<void> {
    return this.runtime.inPage('connectAccountWithRedirect', (core) => core.connectAccountWithRedirect(options));
  }

  /**
   * Connects an account by a popup; the page stays. The page at `redirectUri` must be of this page's
   * origin and call {@link Auth0Client.handleRedirectCallback}, which hands the answer over to this
   * page and closes the window. This works under `Cross-Origin-Opener-Policy: same-origin` too.
   * By default the answer may take as long as the tenant allows. An addition to `@auth0/auth0-spa-js`.
   *
   * @throws ConnectError when connecting the account was refused.
   * @throws MyAccountApiError when the My Account API refused it.
   * @throws As {@link Auth0Client.loginWithPopup} does.
   */
  connectAccountWithPopup<TAppState = any>(
    options: PopupConnectAccountOptions<TAppState>,
    config?: PopupConfigOptions,
  ): Promise<ConnectAccountRedirectResult<TAppState>> {
    const settings = config || {};
    return this.runtime.inPopup('connectAccountWithPopup', settings, (core) =>
      core.connectAccountWithPopup(options, settings),
    );
  }

  /**
   * A page of the accounts that the user has connected.
   *
   * @throws MyAccountApiError when the My Account API refused it.
   */
  listConnectedAccounts(options?: ListConnectedAccountsOptions): Promise<ConnectedAccountsPage> {
    return this.myAccount.listConnectedAccounts(options);
  }

  /** All the accounts that the user has connected, for `for await`. `take` is the size of a page. */
  connectedAccounts(options?: ListConnectedAccountsOptions): AsyncIterableIterator<ConnectedAccount> {
    return everyAccount(this, options);
  }

  /**
   * A page of the connections that the user can connect an account of.
   *
   * @throws MyAccountApiError when the My Account API refused it.
   */
  listConnectedAccountConnections(
    options?: ListConnectedAccountConnectionsOptions,
  ): Promise<ConnectedAccountConnectionsPage> {
    return this.myAccount.listConnectedAccountConnections(options);
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
   * @throws MyAccountApiError when the My Account API refused it.
   */
  deleteConnectedAccount(id: string): Promise<void> {
    return this.myAccount.deleteConnectedAccount(id);
  }

  private requireDpop(): void {
    if (!this.options.useDpop) {
      throw new Auth0Error('`useDpop` option must be enabled before using DPoP.');
    }
  }
}

/** Makes a client and restores the session, where there is one. */
export function createAuth0Client(
  options: Auth0ClientOptions & {
    refreshTokenMode: 'online';
    useRefreshTokens: true;
    useDpop: true;
  },
): Promise<Auth0Client>;
export function createAuth0Client(options: Auth0ClientOptions & { refreshTokenMode?: 'offline' }): Promise<Auth0Client>;
export async function createAuth0Client(options: Auth0ClientOptions): Promise<Auth0Client> {
  const client = new Auth0Client(options);
  await client.checkSession();
  return client;
}

const currentFetch = (): typeof fetch => (hasPage() ? window.fetch.bind(window) : fetch);
