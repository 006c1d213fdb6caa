import type { AuthorizationParams } from './options.js';

/** Options of `loginWithRedirect`. */
export interface RedirectLoginOptions<TAppState = any> {
  /** Parameters of this authorization request; they win over the client's. */
  authorizationParams?: AuthorizationParams;
  /** Comes back from `handleRedirectCallback`. Must survive `JSON.stringify`. */
  appState?: TAppState;
  /** Appended to the URL after a `#`. */
  fragment?: string;
  /** @deprecated Use {@link RedirectLoginOptions.openUrl}. */
  onRedirect?: (url: string) => Promise<void>;
  /** Opens the URL in place of `window.location.assign`. */
  openUrl?: (url: string) => Promise<void> | void;
}

/** Which kind of answer a redirect brought. */
export enum ResponseType {
  Code = 'code',
  ConnectCode = 'connect_code',
}

/** What a finished login by redirect brings back. */
export interface RedirectLoginResult<TAppState = any> {
  /** What was given to `loginWithRedirect`. */
  appState?: TAppState;
  response_type: ResponseType.Code;
}

/** Options of the logout URL. */
export interface LogoutUrlOptions {
  /** The client whose session ends. `null` ends every client's and sends no id. */
  clientId?: string | null;
  /** Parameters of the logout request. Any further key is sent as it is. */
  logoutParams?: {
    /** Also sign out at the identity provider. */
    federated?: boolean;
    /** Where to go afterwards. Must be registered as an allowed logout URL. */
    returnTo?: string;
    [key: string]: any;
  };
}

/** Options of `logout`. */
export interface LogoutOptions extends LogoutUrlOptions {
  /** @deprecated Use {@link LogoutOptions.openUrl}. */
  onRedirect?: (url: string) => Promise<void>;
  /** Opens the URL in place of `window.location.assign`; `false` ends the local session only. */
  openUrl?: false | ((url: string) => Promise<void> | void);
}
