/** An anonymous session, and a token of it. Times are in seconds since 1970. */
export interface AnonymousSession {
  /** What continues the session. Never send it to an API. */
  sessionToken: string;
  /** The token for an API. */
  accessToken: string;
  /** When the access token expires. */
  expiresAt: number;
  /** When the session expires, where the tenant said so. */
  sessionTokenExpiresAt?: number;
  /** What was granted, where the tenant said so. */
  scope?: string;
  /**
   * A session that was to go on was over, and this is another: of somebody else in the eyes of the
   * tenant, without the metadata of the former.
   */
  sessionReplaced?: boolean;
}

/** The claims of a session token, for the day on which tenants give readable ones. None do yet. */
export interface AnonymousSessionClaims {
  iss: string;
  sub: string;
  aud: string | string[];
  iat: number;
  exp: number;
  sid: string;
  metadata?: Record<string, string>;
}

/** What an anonymous session begins with. */
export interface CreateAnonymousSessionOptions {
  /** The API that the access token is for. It must allow anonymous access. */
  audience?: string;
  /** The scopes to ask for, separated by spaces. */
  scope?: string;
  /** Kept with the session, and never changed; about 1 KB. */
  metadata?: Record<string, string>;
}

/** Which token of an anonymous session. */
export interface GetAnonymousAccessTokenOptions {
  /** The session that goes on; without one another begins. */
  sessionToken?: string;
  /** The API that the access token is for. It must allow anonymous access. */
  audience?: string;
  /** The scopes to ask for, separated by spaces. */
  scope?: string;
}

/** Options of `anonymous.getTokenSilently`. */
export type AnonymousGetTokenSilentlyOptions = Omit<GetAnonymousAccessTokenOptions, 'sessionToken'>;

/** A token of an anonymous session. */
export type AnonymousTokenResult = {
  accessToken: string;
  /** In seconds since 1970. */
  expiresAt: number;
  scope?: string;
};
