// The Token Vault: which accounts people have connected, and the tokens the providers gave for them.

import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function newId() {
  return `cac_${[...randomBytes(22)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}

export class Vault {
  #accounts = [];
  #places = 0;

  clear() {
    this.#accounts = [];
  }

  /** The accounts of a person, the oldest first. */
  ofUser(sub) {
    return this.#accounts.filter((account) => account.sub === sub);
  }

  /** The account of this provider's person, if `sub` has connected it. */
  same(sub, connection, { subject }) {
    return this.ofUser(sub).find(
      (account) => account.connection === connection && account.upstream.subject === subject,
    );
  }

  /** Keeps a new account: `{sub, connection, organization, upstream, scopes, tokens, created_at}`. */
  add(account) {
    this.#places += 1;
    const kept = { id: newId(), place: this.#places, ...account };
    this.#accounts.push(kept);
    return kept;
  }

  /** Gives the account that was removed, if there was one of this person. */
  delete(sub, id) {
    const found = this.ofUser(sub).find((account) => account.id === id);
    this.#accounts = this.#accounts.filter((account) => account !== found);
    return found;
  }
}
