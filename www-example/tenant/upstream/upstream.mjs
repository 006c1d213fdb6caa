// The upstream providers: what they were asked, what they granted, and the tokens they gave. The tenant is their
// client; it talks to them here, and people and resource requests reach them at `/upstream/`.

import { randomBytes } from 'node:crypto';

const CODE_LIFETIME = 60;
const KEEP = 1000;

const secret = (prefix) => `${prefix}.${randomBytes(24).toString('base64url')}`;

export class Upstream {
  #grants = new Map();
  #access = new Map();
  #log = [];
  #now;
  #switches;

  /** `now` gives the time in seconds. */
  constructor({ now, switches }) {
    this.#now = now;
    this.#switches = switches;
  }

  clear() {
    this.#grants.clear();
    this.#access.clear();
    this.#log = [];
  }

  /** Notes an event of a provider: what it was asked for, granted, or served. */
  note(event, connection, facts = {}) {
    this.#log.push({ time: new Date(this.#now() * 1000).toISOString(), event, connection, ...facts });
    if (this.#log.length > KEEP) this.#log.shift();
  }

  events() {
    return [...this.#log];
  }

  /** A code for what a person agreed to: `{connection, account, scopes, offline}`. */
  approve(grant) {
    const code = secret('code');
    this.#grants.set(code, { ...grant, until: this.#now() + CODE_LIFETIME });
    this.note('approved', grant.connection, { account: grant.account.email, scopes: grant.scopes });
    return code;
  }

  #issue(grant) {
    const lifetime = this.#switches.value('upstream_expires_in');
    const access = secret('upstream');
    const until = this.#now() + lifetime;
    this.#access.set(access, { grant, until });
    return { access, until };
  }

  /** The tokens for a code, with a refresh token if offline access was agreed to; undefined for a code that is not good. */
  redeem(connection, code) {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    if (grant?.connection !== connection || grant.until <= this.#now()) return undefined;
    const refresh = grant.offline ? secret('refresh') : undefined;
    if (refresh) this.#grants.set(refresh, { ...grant, until: Infinity });
    this.note('code redeemed', connection, { account: grant.account.email, refresh_token: Boolean(refresh) });
    const { account: upstream, scopes } = grant;
    return { upstream, scopes, refresh, ...this.#issue(this.#grants.get(refresh) ?? grant) };
  }

  /** A new access token for a refresh token; undefined once the person has taken back what they agreed to. */
  refresh(connection, token) {
    const grant = this.#grants.get(token);
    if (!grant) {
      this.note('refresh refused', connection);
      return undefined;
    }
    this.note('token refreshed', connection, { account: grant.account.email });
    return this.#issue(grant);
  }

  /** The grant of an access token that a resource request carries; undefined if it is not good, or not of this provider. */
  open(connection, token) {
    const { grant, until } = this.#access.get(token) ?? {};
    return grant?.connection === connection && until > this.#now() ? grant : undefined;
  }

  /** A person takes back, at the provider, all that `account` agreed to. */
  revoke(connection, { subject }) {
    const theirs = (grant) => grant.connection === connection && grant.account.subject === subject;
    for (const [token, grant] of this.#grants) if (theirs(grant)) this.#grants.delete(token);
    for (const [token, { grant }] of this.#access) if (theirs(grant)) this.#access.delete(token);
    this.note('revoked', connection);
  }
}
