import type { ResponseType } from './login.js';
import type { AuthorizationParams } from './options.js';

/** Options of `connectAccountWithRedirect`. */
export interface RedirectConnectAccountOptions<TAppState = any> {
  /** The connection to connect an account of, for example `google-oauth2`. */
  connection: string;
  /** What the application may do with the account. Default: what the connection's settings say. */
  scopes?: string[];
  /** Parameters for the provider, for example `login_hint`. */
  authorization_params?: AuthorizationParams;
  /** Another spelling of `authorization_params`; an addition to `@auth0/auth0-spa-js`. It wins. */
  authorizationParams?: AuthorizationParams;
  /** Where the tenant sends the answer. Default: the client's `redirect_uri`, or the page's origin. */
  redirectUri?: string;
  /** Another spelling of `redirectUri`; an addition to `@auth0/auth0-spa-js`. `redirectUri` wins. */
  redirect_uri?: string;
  /** Comes back from `handleRedirectCallback`. Must survive `JSON.stringify`. */
  appState?: TAppState;
  /** Opens the URL in place of `window.location.assign`. */
  openUrl?: (url: string) => Promise<void> | void;
}

/** What `myAccount.connectAccount` sends to the My Account API. */
export interface ConnectRequest {
  /** The connection to connect an account of. */
  connection: string;
  /** What the application may do with the account. Default: what the connection's settings say. */
  scopes?: string[];
  /** Where the tenant sends the answer. */
  redirect_uri: string;
  /** Comes back with the answer, and tells whether it belongs to this browser. */
  state?: string;
  /** PKCE: the challenge of the verifier that `completeAccount` shows. */
  code_challenge?: string;
  code_challenge_method?: 'S256';
  /** Parameters for the provider. */
  authorization_params?: AuthorizationParams;
}

/** Where to send the user, and what belongs to the attempt. */
export interface ConnectResponse {
  /** Send the user here, with `connect_params.ticket` as the parameter `ticket`. */
  connect_uri: string;
  /** Names the attempt to `completeAccount`. */
  auth_session: string;
  connect_params: { ticket: string };
  /** The seconds that the attempt may take. */
  expires_in: number;
}

/** What `myAccount.completeAccount` sends to the My Account API. */
export interface CompleteRequest {
  /** From the answer of `connectAccount`. */
  auth_session: string;
  /** From the URL that the user came back to. */
  connect_code: string;
  /** The one of `connectAccount`. */
  redirect_uri: string;
  /** PKCE: the secret that the challenge was made of. */
  code_verifier?: string;
}

/** A connected account, as the My Account API describes it. */
export interface CompleteResponse {
  id: string;
  connection: string;
  access_type: 'offline';
  scopes?: string[];
  created_at: string;
  expires_at?: string;
}

/** What a finished connection of an account brings back. */
export type ConnectAccountRedirectResult<TAppState = any> = CompleteResponse & {
  appState?: TAppState;
  response_type: ResponseType.ConnectCode;
};

/** A connected account in a list. */
export interface ConnectedAccount extends CompleteResponse {
  /** The organization it was connected in. */
  org_id?: string;
}

/** What an account can be connected of. */
export interface ConnectedAccountConnection {
  /** What `connectAccountWithRedirect` calls `connection`. */
  name: string;
  /** The kind of provider, for example `google-oauth2`. */
  strategy: string;
  /** What the application asks for unless it says otherwise. */
  scopes?: string[];
}

/** Which part of a list. */
export interface ListConnectedAccountConnectionsOptions {
  /** How many at most, a positive whole number. Default: 10; the tenant gives no more than 20. */
  take?: number;
  /** Where the page before ended: its `next`. */
  from?: string;
}

/** Which part of the list of connected accounts. */
export interface ListConnectedAccountsOptions extends ListConnectedAccountConnectionsOptions {
  /** Only the accounts of this connection. */
  connection?: string;
}

/** A page of the list of connected accounts. */
export interface ConnectedAccountsPage {
  accounts: ConnectedAccount[];
  /** Where the next page begins; absent on the last one. */
  next?: string;
}

/** A page of the list of what can be connected. */
export interface ConnectedAccountConnectionsPage {
  connections: ConnectedAccountConnection[];
  /** Where the next page begins; absent on the last one. */
  next?: string;
}
