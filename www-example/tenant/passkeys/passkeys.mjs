// The passkeys that people have made: public keys by the id of the credential.

export class Passkeys {
  #byId = new Map();

  clear() {
    this.#byId.clear();
  }

  keep(passkey) {
    this.#byId.set(passkey.id, passkey);
    return passkey;
  }

  find(id) {
    return this.#byId.get(id);
  }

  ofUser(sub) {
    return [...this.#byId.values()].filter((passkey) => passkey.sub === sub);
  }

  /** Whether there was one. */
  delete(id) {
    return this.#byId.delete(id);
  }
}
