// The registered applications. Callback and logout URLs are compared as whole strings, as Auth0 does, so each
// page of an application has its own entry.

const CLIENTS = [
  { id: 'demo-spa', name: 'Demo', multiResource: true },
  { id: 'other-spa', name: 'Other demo', multiResource: false },
];

/** Pages of an application that may be callback and logout URLs on every origin of it. */
const PAGES = ['', '/', '/index.html', '/callback', '/callback.html'];

// oidc-provider wants one, even where nothing is registered yet.
const NO_CALLBACK = 'https://no-callback-registered.invalid/';

export class Clients {
  #origins = new Set();
  #callbacks = new Set();
  #logouts = new Set();

  constructor({ origins = [], callbacks = [], logoutUrls = [] } = {}) {
    for (const origin of origins) this.allowOrigin(origin);
    for (const url of callbacks) this.#callbacks.add(url);
    for (const url of logoutUrls) this.#logouts.add(url);
  }

  /** Registers one more origin for every application, with its usual pages. */
  allowOrigin(origin) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new TypeError(`"${origin}" is not an origin; write it as http://localhost:7100, without a path`);
    }
    this.#origins.add(origin);
    for (const page of PAGES) {
      this.#callbacks.add(origin + page);
      this.#logouts.add(origin + page);
    }
  }

  allowsOrigin(origin) {
    return this.#origins.has(origin);
  }

  allowsLogout(url) {
    return this.#logouts.has(url);
  }

  origins() {
    return [...this.#origins];
  }

  firstCallback() {
    return [...this.#callbacks][0];
  }

  firstLogout() {
    return [...this.#logouts][0];
  }

  has(id) {
    return CLIENTS.some((client) => client.id === id);
  }

  all() {
    return CLIENTS;
  }

  /**
   * Which APIs, and which scopes of them, a refresh token of this client opens beside those of its sign-in
   * (multi-resource refresh tokens); undefined for a client without such policies.
   */
  policies(id, apis) {
    const client = CLIENTS.find((candidate) => candidate.id === id);
    if (!client?.multiResource) return undefined;
    const listed = apis.all().filter(({ unlisted }) => !unlisted);
    return new Map(listed.map(({ audience, scopes }) => [audience, scopes]));
  }

  /** What oidc-provider wants to know about a client; undefined for an unknown id. */
  metadata(id) {
    const client = CLIENTS.find((candidate) => candidate.id === id);
    return (
      client && {
        client_id: client.id,
        client_name: client.name,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: this.#callbacks.size ? [...this.#callbacks] : [NO_CALLBACK],
        post_logout_redirect_uris: [...this.#logouts],
      }
    );
  }
}
