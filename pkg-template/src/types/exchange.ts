/**
 * Options of a custom token exchange (RFC 8693). Any further key reaches the tenant's Action; keys that would say who
 * asks and where (`client_id`, `grant_type`, `baseUrl`, …) are left out.
 *
 * @see https://auth0.com/docs/authenticate/custom-token-exchange
 */
export type CustomTokenExchangeOptions = {
  /** The type of the token, as the tenant's exchange profile names it: a URI of your own. */
  subject_token_type: string;
  /** The token of the other system. */
  subject_token: string;
  /** The API that the access token is for. Default: the client's. */
  audience?: string;
  /** Scopes to ask for beside the client's own. */
  scope?: string;
  /** Id (`org_…`) or name of the organization to sign in to. Default: the client's. */
  organization?: string;
  /** The token of whoever acts on behalf of the subject. Needs `actor_token_type`. */
  actor_token?: string;
  /** The type of `actor_token`. */
  actor_token_type?: string;
  [key: string]: unknown;
};
