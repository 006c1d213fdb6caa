/** Options of `getTokenSilently`. */
export interface GetTokenSilentlyOptions {
  /**
   * `on`: a cached token, or else a new one. `off`: always a new one.
   * `cache-only`: a cached token, or else `undefined`. Default: `on`.
   */
  cacheMode?: 'on' | 'off' | 'cache-only';
  /** Parameters of this request; they win over the client's. */
  authorizationParams?: {
    /** Where the hidden frame ends. Default: the page's origin. */
    redirect_uri?: string;
    /** Scopes to ask for beside the client's own. */
    scope?: string;
    /** The API that the token is for. */
    audience?: string;
    [key: string]: any;
  };
  /** How long the renewal may take, in seconds. Default: 60. */
  timeoutInSeconds?: number;
  /** Answer with the token and its circumstances, not with the token alone. Default: false. */
  detailedResponse?: boolean;
}

/** Options of `revokeRefreshToken`. */
export interface RevokeRefreshTokenOptions {
  /** The API whose refresh token is revoked. Default: the client's. */
  audience?: string;
}

/** What the token endpoint answers. */
export type TokenEndpointResponse = {
  id_token: string;
  token_type: string;
  access_token: string;
  refresh_token?: string;
  /** Lifetime in seconds. */
  expires_in: number;
  scope?: string;
};

/** A token and its circumstances. */
export type GetTokenSilentlyVerboseResponse = Omit<TokenEndpointResponse, 'refresh_token'>;
