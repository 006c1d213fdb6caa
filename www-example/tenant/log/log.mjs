// What the tenant saw, newest last. An entry gets its number when it is finished, so that `after` misses none.

const KEEP = 1000;

export class Log {
  #entries = [];
  #last = 0;

  add(entry) {
    this.#last += 1;
    this.#entries.push({ id: this.#last, ...entry });
    if (this.#entries.length > KEEP) this.#entries.shift();
  }

  entries(after = 0) {
    return this.#entries.filter(({ id }) => id > after);
  }

  get last() {
    return this.#last;
  }

  clear() {
    this.#entries = [];
  }
}
