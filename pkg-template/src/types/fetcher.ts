import type { GetTokenSilentlyVerboseResponse } from './token.js';

/** Response headers in any of the forms that HTTP libraries have. */
export type ResponseHeaders =
  Record<string, string | null | undefined> | [string, string][] | { get(name: string): string | null | undefined };

/** The least that a `fetch` of your own must answer with. */
export type CustomFetchMinimalOutput = {
  status: number;
  headers: ResponseHeaders;
};

/** Sends a request that carries its token already. */
export type CustomFetchImpl<TOutput extends CustomFetchMinimalOutput> = (req: Request) => Promise<TOutput>;

/** Which token a request needs. */
export type AuthParams = {
  /** Scopes beside the client's own. */
  scope?: string[];
  /** The API that the token is for. Default: the client's. */
  audience?: string;
};

/** What an API asks for before it answers (RFC 6750, section 3; RFC 9470, section 3). */
export type StepUpChallenge = {
  /** `insufficient_scope` or `insufficient_user_authentication`. */
  error?: string;
  error_description?: string;
  /** The scopes it wants, separated by spaces. */
  scope?: string;
  /** The authentication it wants, best first, separated by spaces. */
  acr_values?: string;
  /** The greatest age of the sign-in, in seconds. */
  max_age?: string;
};

/** How a fetcher works. */
export type FetcherConfig<TOutput extends CustomFetchMinimalOutput> = {
  /** Where tokens come from. Default: `getTokenSilently` of the client. */
  getAccessToken?: (authParams?: AuthParams) => Promise<string | GetTokenSilentlyVerboseResponse | undefined>;
  /** What relative URLs are relative to. Absolute ones are used as they are. */
  baseUrl?: string;
  /** Sends the requests. Default: the `fetch` of the page, as it is when the fetcher is made. */
  fetch?: CustomFetchImpl<TOutput>;
  /**
   * Marks the API as one that uses DPoP, for tokens that do not say so themselves, and names the
   * nonce it gives. Without it nonces are kept per origin.
   */
  dpopNonceId?: string;
  /**
   * The origins that may get a token; a request to any other is refused with the code
   * `origin_not_allowed`. Default: every origin. An addition to `@auth0/auth0-spa-js`.
   */
  allowedOrigins?: string[];
  /**
   * Get a new token and try once more where the API calls the token invalid. Default: false.
   * An addition to `@auth0/auth0-spa-js`.
   */
  renewInvalidToken?: boolean;
  /**
   * The longest pause, in seconds, that an API may ask for (status 429 with `Retry-After`) before
   * the request is tried once more. Default: it is not tried again. An addition to
   * `@auth0/auth0-spa-js`.
   */
  maxRetryAfterInSeconds?: number;
  /**
   * Called where the API wants more scopes or a stronger sign-in. Answer with the parameters of the
   * token to try once more with, after you have seen to it that it can be had; or with nothing, and
   * the application gets the refusal. An addition to `@auth0/auth0-spa-js`.
   */
  onStepUp?: (challenge: StepUpChallenge) => Promise<AuthParams | undefined | void> | AuthParams | undefined | void;
};

/** Sends requests with access tokens. */
export interface Fetcher<TOutput extends CustomFetchMinimalOutput = Response> {
  /**
   * As `fetch`, with an access token and, where the token is bound to a key, a proof. A status that
   * means failure is an answer, not an error.
   *
   * @throws GenericError with `error` `missing_access_token`, `origin_not_allowed` or
   * `unsupported_dpop_algorithm`, or what getting the token threw.
   * @throws UseDpopNonceError when the API refused the nonce it gave itself.
   * @throws TypeError when the URL is empty, or `fetch` failed.
   */
  fetchWithAuth(info: RequestInfo | URL, init?: RequestInit, authParams?: AuthParams): Promise<TOutput>;
}
