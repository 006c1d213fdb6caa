import type { ICache } from './cache.js';
import type { PopupResponseMode } from './popup.js';

/**
 * Where tokens are kept.
 *
 * - `memory`: until the page goes; refresh tokens in a worker that no script of the page can read.
 * - `localstorage`: as readable text, in the format of `@auth0/auth0-spa-js`.
 * - `indexeddb`: encrypted with a key that cannot be exported. An addition to the places of
 *   `@auth0/auth0-spa-js`.
 */
export type CacheLocation = 'memory' | 'localstorage' | 'indexeddb';

/** An address as text, as a `URL`, or as a `TrustedScriptURL` of the page's own Trusted Types policy. */
export type WorkerUrl = string | { toString(): string; toJSON(): string };

/** How an error that a person can resolve is resolved. */
export type InteractiveErrorHandler = 'popup';

/** How long a refresh token serves. */
export const RefreshTokenMode = {
  /** Until it expires or is revoked (`offline_access`). */
  Offline: 'offline',
  /** As long as the tenant's session (`online_access`). */
  Online: 'online',
} as const;

/** How long a refresh token serves. */
export type RefreshTokenMode = (typeof RefreshTokenMode)[keyof typeof RefreshTokenMode];

/**
 * Parameters of the authorization request. Any further key is sent as it is.
 *
 * @see https://auth0.com/docs/api/authentication/authorization-code-flow-with-pkce/authorize-with-pkce
 */
export interface AuthorizationParams {
  /** How the sign-in page is shown. */
  display?: 'page' | 'popup' | 'touch' | 'wap';
  /** Which pages the tenant must show, or that it may show none. */
  prompt?: 'none' | 'login' | 'consent' | 'select_account';
  /** The greatest age of the sign-in, in seconds. An older one must be renewed. */
  max_age?: string | number;
  /** Preferred languages, best first, separated by spaces. */
  ui_locales?: string;
  /** An ID token issued before, as a hint of who signs in. */
  id_token_hint?: string;
  /** Which page opens first. */
  screen_hint?: 'signup' | 'login' | string;
  /** The email address or user name to fill in. */
  login_hint?: string;
  acr_values?: string;
  /** The scopes to ask for, separated by spaces. */
  scope?: string;
  /** The API that the access token is for. */
  audience?: string;
  /** The connection to sign in with. */
  connection?: string;
  /** Id (`org_…`) or name of the organization to sign in to. */
  organization?: string;
  /** The id of an invitation to an organization. */
  invitation?: string;
  /** Where the tenant sends the answer. Must be registered as an allowed callback URL. */
  redirect_uri?: string;
  /** Carries a session over from a native app. */
  session_transfer_token?: string;
  experiment_id?: string;
  variation_id?: string;
  segment_id?: string;
  [key: string]: any;
}

/** As {@link AuthorizationParams}; the scope may also be given per audience. */
export interface ClientAuthorizationParams extends Omit<AuthorizationParams, 'scope'> {
  /** One list for every API, or a list per audience. Default: `openid profile email`. */
  scope?: string | Record<string, string>;
}

/** What a client is made with. */
export interface Auth0ClientOptions {
  /** The tenant: `example.eu.auth0.com`, or a URL that starts with `http://` or `https://`. */
  domain: string;
  /** The application's client id, from its settings. */
  clientId: string;
  /** The expected `iss` of ID tokens. Default: the domain's URL with a slash at its end. */
  issuer?: string;
  /** The clock difference that is tolerated in ID tokens, in seconds. Default: 60. */
  leeway?: number;
  /** Where tokens are kept. Default: `memory`. A place that is not available is replaced by memory, with a warning. */
  cacheLocation?: CacheLocation;
  /** A store of your own; it wins over `cacheLocation`. */
  cache?: ICache;
  /** Renew by refresh token and not by hidden frame; adds `offline_access` to the scope. Default: false. */
  useRefreshTokens?: boolean;
  /** Fall back to the hidden frame where a refresh token does not serve. Default: false. */
  useRefreshTokensFallback?: boolean;
  /** How long a hidden frame or a popup may take, in seconds. Default: 60. */
  authorizeTimeoutInSeconds?: number;
  /** How long a request may take, in seconds. Default: 10. */
  httpTimeoutInSeconds?: number;
  /** What the tenant is told about the SDK. Wrappers name themselves here. */
  auth0Client?: {
    name: string;
    version: string;
    env?: { [key: string]: string };
  };
  /** Write a second cookie for browsers that misread `SameSite=None`. Default: true. */
  legacySameSiteCookie?: boolean;
  /** Keep a login that is under way in a cookie and not in `sessionStorage`. Default: false. */
  useCookiesForTransactions?: boolean;
  /** How long this browser remembers that somebody signed in, in days. Default: 1. */
  sessionCheckExpiryDays?: number;
  /** The domain of the cookies. Default: the page's host only. */
  cookieDomain?: string;
  /** Send form bodies; `false` sends JSON. Default: true. */
  useFormData?: boolean;
  /** The time that tokens are judged by, in milliseconds since 1970. Default: `Date.now`. */
  nowProvider?: () => Promise<number> | number;
  /**
   * Where a copy of `dist/auth0-spa-wasm.worker.js` is served, on the page's own origin. For pages
   * whose content security policy allows no `blob:` in `worker-src`. Default: the copy inside the package.
   */
  workerUrl?: WorkerUrl;
  /** Use one refresh token for several APIs. Default: false. */
  useMrrt?: boolean;
  /** Bind tokens to a key of this browser (DPoP, RFC 9449). Default: false. */
  useDpop?: boolean;
  /**
   * With `useDpop`: audiences whose tokens must be bound to the key. A bearer token for any other
   * API is taken where the tenant issues one. An addition to the options of `@auth0/auth0-spa-js`.
   */
  dpopAudiences?: string[];
  /**
   * With `useDpop`: take bearer tokens wherever the tenant issues them. Default: false.
   * An addition to the options of `@auth0/auth0-spa-js`.
   */
  allowBearerFallback?: boolean;
  /** How long a refresh token serves. `online` needs `useRefreshTokens` and `useDpop`. */
  refreshTokenMode?: RefreshTokenMode;
  /** Open a popup where a person must act. Default: the error is thrown. */
  interactiveErrorHandler?: InteractiveErrorHandler;
  /** Sent with every authorization request, unless a call says otherwise. */
  authorizationParams?: ClientAuthorizationParams;
  /** Where tokens of anonymous sessions are kept. Default: `localStorage`. */
  anonymousSessionsCacheMode?: 'localStorage' | 'memory';
  /** Start an anonymous session when nobody is signed in. Default: false. */
  createAnonymousSessionOnFailedSilentAuth?: boolean;
  /** The query parameter of the page that carries a session transfer token. */
  sessionTransferTokenQueryParamName?: string;
  /**
   * How a popup answers a login. `web_message`: the tenant posts the answer to this page. `query`:
   * the popup comes back to `redirect_uri`, whose page calls `handleRedirectCallback` and so hands
   * the answer over; this works where `Cross-Origin-Opener-Policy: same-origin` parts page and popup.
   * Default: `query` on a cross-origin isolated page, else `web_message`. An addition to the options
   * of `@auth0/auth0-spa-js`.
   */
  popupResponseMode?: PopupResponseMode;
  /** The organization follows from the user's email domain; only warnings depend on it. Default: false. */
  enterpriseConnect?: boolean;
  /**
   * Verify the signature of ID tokens with the tenant's public keys. Default: true.
   * An addition to the options of `@auth0/auth0-spa-js`.
   */
  verifyIdTokenSignature?: boolean;
}

/** What {@link Auth0Client.getConfiguration} answers. */
export interface ClientConfiguration {
  domain: string;
  clientId: string;
}
