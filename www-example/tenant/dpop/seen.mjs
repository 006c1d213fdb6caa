// The proofs one server saw: to refuse a second use of one, and to show them to a person or a test.

const KEEP = 1000;

export class SeenProofs {
  #used = new Set();
  #list = [];

  clear() {
    this.#used.clear();
    this.#list = [];
  }

  /** Notes the use of a proof; false if there was one before. */
  firstUse({ jkt, jti }) {
    const key = `${jkt} ${jti}`;
    if (this.#used.has(key)) return false;
    this.#used.add(key);
    return true;
  }

  /** Keeps a proof whole: it is no secret, as it works once and for one request. */
  keep(entry) {
    this.#list.push({ time: new Date().toISOString(), ...entry });
    if (this.#list.length > KEEP) this.#list.shift();
  }

  all() {
    return [...this.#list];
  }
}
