import type { RedirectConnectAccountOptions } from './accounts.js';
import type { AuthorizationParams } from './options.js';

/** How a popup answers a login: by a message of the tenant, or by the page at `redirect_uri`. */
export type PopupResponseMode = 'web_message' | 'query';

/** Options of `loginWithPopup`. */
export interface PopupLoginOptions {
  /** Parameters of this authorization request; they win over the client's. */
  authorizationParams?: AuthorizationParams;
}

/** Options of `getTokenWithPopup`. */
export interface GetTokenWithPopupOptions extends PopupLoginOptions {
  /** Has no effect, as in `@auth0/auth0-spa-js`: a popup always opens. */
  cacheMode?: 'on' | 'off' | 'cache-only';
}

/** The window of a popup flow, and how long to wait for it. */
export interface PopupConfigOptions {
  /** How long the answer may take, in seconds. Default: the client's `authorizeTimeoutInSeconds`, or 60. */
  timeoutInSeconds?: number;
  /**
   * A window that you opened yourself. Without one, or when it is closed already, a popup is opened
   * and written here.
   */
  popup?: any;
  /** Close the window once it answered. Default: true. */
  closePopup?: boolean;
  /**
   * Calls the wait off: the popup is closed, and the call rejects with the signal's reason. An
   * addition to `@auth0/auth0-spa-js`.
   */
  signal?: AbortSignal;
}

/** Options of `connectAccountWithPopup`: those of `connectAccountWithRedirect` but `openUrl`. */
export type PopupConnectAccountOptions<TAppState = any> = Omit<RedirectConnectAccountOptions<TAppState>, 'openUrl'>;
