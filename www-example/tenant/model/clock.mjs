// The tenant's time, which may be moved ahead of the machine's. oidc-provider reads the machine's clock, which the
// tenants of one process share; so what it keeps grows older instead.

/** Ten years, in seconds. */
const MOST = 315576000;

export class Clock {
  #store;

  constructor(store) {
    this.#store = store;
    this.reset();
  }

  reset() {
    /** Seconds the tenant is ahead of the machine. */
    this.ahead = 0;
  }

  advance(seconds) {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MOST) {
      throw new RangeError(`the clock advances by a whole number of seconds from 1 to ${MOST}`);
    }
    this.#store.age(seconds);
    this.ahead += seconds;
    return this.ahead;
  }
}
