// What goes over the wire, for libraries that name these types. No method of the client takes or gives them.
import type { AuthorizationParams } from './options.js';

/** A whole authorization request, with what the client adds to the parameters of an application. */
export interface AuthorizeOptions extends AuthorizationParams {
  response_type: string;
  response_mode: string;
  /** Where the answer goes. */
  redirect_uri?: string;
  /** Comes back in the ID token. */
  nonce: string;
  /** Comes back beside the code. */
  state: string;
  scope: string;
  /** The PKCE challenge (RFC 7636, section 4.2). */
  code_challenge: string;
  code_challenge_method: string;
}

/** What the authorization endpoint answers. */
export interface AuthenticationResult {
  /** The `state` of the request that this answers. */
  state: string;
  /** The authorization code, after a login. */
  code?: string;
  /** The code of a connected account. */
  connect_code?: string;
  /** The error code, where there is no code. */
  error?: string;
  error_description?: string;
}

/** What every request to the token endpoint has. */
export interface TokenEndpointOptions {
  /** The tenant’s address. */
  baseUrl: string;
  client_id: string;
  grant_type: string;
  /** How long the request may take, in milliseconds. */
  timeout?: number;
  /** The telemetry that is sent along. */
  auth0Client: any;
  /** Send a form and not JSON. */
  useFormData?: boolean;
  /** Makes the proof of a bound token (RFC 9449), and keeps the nonces of the server. */
  dpop?: {
    generateProof(request: { url: string; method: string; nonce?: string; accessToken?: string }): Promise<string>;
    getNonce(id?: string): Promise<string | undefined>;
    setNonce(nonce: string, id?: string): Promise<void>;
  };
  /** Any further parameter of the body. */
  [parameter: string]: any;
}

/** A request that takes an authorization code to the token endpoint. */
export interface OAuthTokenOptions extends TokenEndpointOptions {
  /** The PKCE verifier (RFC 7636, section 4.1). */
  code_verifier: string;
  code: string;
  redirect_uri: string;
  audience: string;
  scope: string;
}

/** A request that takes a refresh token to the token endpoint. */
export interface RefreshTokenOptions extends TokenEndpointOptions {
  refresh_token: string;
}

/** What an ID token is checked against. */
export interface JWTVerifyOptions {
  /** The issuer it must have. */
  iss: string;
  /** The client id it must be for. */
  aud: string;
  id_token: string;
  /** The nonce of the request. */
  nonce?: string;
  /** The clock difference that is tolerated, in seconds. */
  leeway?: number;
  /** The greatest age of the sign-in, in seconds. */
  max_age?: number;
  /** Id or name of the organization it must be for. */
  organization?: string;
  /** The time it is checked at, in milliseconds. */
  now?: number;
}

/** A request, as the worker is handed it. */
export type FetchOptions = {
  method?: string;
  headers?: Record<string, string>;
  credentials?: 'include' | 'omit';
  body?: string;
  signal?: AbortSignal;
};

/** What came of a request, with its body read. */
export type FetchResponse = {
  ok: boolean;
  headers: Record<string, string | undefined>;
  json: any;
};
