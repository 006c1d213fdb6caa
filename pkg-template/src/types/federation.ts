/** Options of `isFederatedDomain`. */
export interface IsFederatedDomainOptions {
  /** Sends the request in place of `fetch`. */
  customFetch?: typeof fetch;
  /** What the tenant is told about the SDK; `{ enabled: false }` tells it nothing. */
  telemetry?: { enabled: false } | { enabled?: true; name: string; version: string };
}
