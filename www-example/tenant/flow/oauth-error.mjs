// A refusal of the token endpoint, thrown by the grants that oidc-provider has no notion of.

export class OauthError extends Error {
  /** `note` is for the log, where it may say more than the answer. */
  constructor(status, error, description, note = description) {
    super(description);
    Object.assign(this, { status, error, note });
  }
}
