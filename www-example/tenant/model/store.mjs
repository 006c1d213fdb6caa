// Where oidc-provider keeps sessions, codes, grants and tokens: in memory, one store per tenant.

const NEVER = Infinity;

/** Members of what oidc-provider stores that are times, in seconds. */
const TIMES = ['iat', 'exp', 'iiat', 'consumed', 'loginTs', 'authTime'];

export class Store {
  #rows = new Map();

  clear() {
    this.#rows.clear();
  }

  get(key) {
    const row = this.#rows.get(key);
    if (row && row.until <= Date.now()) this.#rows.delete(key);
    return this.#rows.get(key)?.value;
  }

  set(key, value, seconds) {
    this.#rows.set(key, { value, until: seconds ? Date.now() + seconds * 1000 : NEVER });
  }

  delete(key) {
    this.#rows.delete(key);
  }

  /** Makes everything `seconds` older, as if that much time had passed. */
  age(seconds) {
    for (const row of this.#rows.values()) {
      row.until -= seconds * 1000;
      for (const name of TIMES) {
        if (typeof row.value[name] === 'number') row.value[name] -= seconds;
      }
    }
  }

  keysWith(test) {
    return [...this.#rows].filter(([, { value }]) => test(value)).map(([key]) => key);
  }
}

// oidc-provider looks for codes that have just expired, to say so; they stay a little longer for that.
const GRACE_SECONDS = 600;

/**
 * oidc-provider's adapter interface over a store; clients come from the registry. A used row for which `overlaps`
 * holds is found as if it were unused.
 */
export function adapterFor({ store, clients }, overlaps) {
  return (model) => ({
    key: (id) => `${model}:${id}`,
    async upsert(id, payload, seconds) {
      store.set(this.key(id), payload, seconds && seconds + GRACE_SECONDS);
    },
    async find(id) {
      if (model === 'Client') return clients.metadata(id);
      const payload = store.get(this.key(id));
      return payload?.consumed && overlaps(payload) ? { ...payload, consumed: undefined } : payload;
    },
    async findByUid(uid) {
      const [key] = store.keysWith((value) => value.kind === model && value.uid === uid);
      return key && store.get(key);
    },
    async findByUserCode() {
      return undefined;
    },
    async consume(id) {
      const payload = store.get(this.key(id));
      // The first use counts: an overlap does not begin anew with each use in it.
      if (payload) payload.consumed ??= Date.now() / 1000;
    },
    async destroy(id) {
      store.delete(this.key(id));
    },
    async revokeByGrantId(grantId) {
      for (const key of store.keysWith((value) => value.grantId === grantId)) store.delete(key);
    },
  });
}
