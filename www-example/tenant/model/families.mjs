// Refresh-token families: all the refresh tokens that descend from one sign-in. oidc-provider keeps the tokens; what
// is kept here is what a person or a test wants to know, and what the overlap of a rotation is decided by.

export class Families {
  #byGrant = new Map();
  #grantOf = new Map();

  clear() {
    this.#byGrant.clear();
    this.#grantOf.clear();
  }

  /** Notes a refresh token; the first one of a grant begins a family. */
  remember({ jti, grantId, accountId, clientId, rotations }) {
    this.#grantOf.set(jti, grantId);
    const family = this.#byGrant.get(grantId);
    if (family) {
      family.generation = Math.max(family.generation, rotations ?? 0);
      return;
    }
    this.#byGrant.set(grantId, {
      id: `family-${this.#byGrant.size + 1}`,
      subject: accountId,
      client: clientId,
      audiences: new Set(),
      generation: 0,
      exchanges: 0,
      revoked: false,
      reuse_events: 0,
    });
  }

  /** The family a refresh token belongs to or belonged to; undefined for a token nobody issued. */
  ofToken(token) {
    return this.#byGrant.get(this.#grantOf.get(token));
  }

  ofGrant(grantId) {
    return this.#byGrant.get(grantId);
  }

  /** Notes that an access token for `audience` was given: at the sign-in, or for a refresh token. */
  serve(grantId, audience, { exchange = true } = {}) {
    const family = this.#byGrant.get(grantId);
    if (!family) return;
    if (exchange) family.exchanges += 1;
    if (audience) family.audiences.add(audience);
  }

  /** Ends a family; `reason` is shown. */
  revoke(grantId, reason) {
    const family = this.#byGrant.get(grantId);
    if (family && !family.revoked) family.revoked = reason;
  }

  reuse(grantId) {
    const family = this.#byGrant.get(grantId);
    family.reuse_events += 1;
    this.revoke(grantId, 'reuse detected');
  }

  /**
   * Whether a used refresh token still works: it is the one before the newest, and it was used less than `leeway`
   * seconds ago. The one before that is a thief's, or a client's that lost count.
   */
  overlaps({ grantId, rotations = 0, consumed }, leeway) {
    const family = this.#byGrant.get(grantId);
    return Boolean(family) && rotations === family.generation - 1 && Date.now() / 1000 - consumed < leeway;
  }

  describe() {
    return [...this.#byGrant.values()].map((family) => ({ ...family, audiences: [...family.audiences] }));
  }
}
