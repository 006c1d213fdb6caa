// What the page sent, in full. The tenant's own log shortens secrets.

export class Wire {
  #sent = [];

  constructor(page) {
    page.on('request', (request) => this.#sent.push(request));
  }

  /** The requests to a path, oldest first. */
  to(path, method) {
    return this.#sent.filter(
      (request) => new URL(request.url()).pathname === path && (!method || request.method() === method),
    );
  }

  tokens() {
    return this.to('/oauth/token', 'POST');
  }

  authorizations() {
    return this.to('/authorize');
  }

  forget() {
    this.#sent.length = 0;
  }
}

/** The names and values of a form body or a query, in order. */
export function pairs(text) {
  return [...new URLSearchParams(text)];
}

export function names(text) {
  return pairs(text).map(([name]) => name);
}

export function queryOf(request) {
  return new URL(request.url()).searchParams;
}

/** The tenant's log entries of requests to a path, without preflights. */
export function seenBy(tenant, path) {
  return tenant.log.entries(0).filter((entry) => entry.path === path && entry.method !== 'OPTIONS');
}
