// The registered applications. Callback and logout URLs are compared as whole strings, as Auth0 does, so each
// page of an application has its own entry.

/** What the API of the demo is known by. */
export const API_CLIENT = { id: 'calendar-api', secret: 'calendar-api-development-secret' };

// Secrets that are no secrets: this is a development tenant, and its backends have to know them without set-up.
const CLIENTS = [
  // `exchange`: whether profiles of Custom Token Exchange are for it.
  { id: 'demo-spa', name: 'Demo', multiResource: true, exchange: true },
  { id: 'other-spa', name: 'Other demo', multiResource: false },
  { id: 'demo-web', name: 'Demo of a server', multiResource: true, secret: 'demo-web-development-secret', vault: true },
  {
    ...API_CLIENT,
    name: 'Calendar API',
    resourceServer: 'https://calendar.example.com/',
    vault: true,
  },
  {
    id: 'orders-api',
    name: 'Orders API',
    secret: 'orders-api-development-secret',
    resourceServer: 'https://orders.example.com/',
    vault: false,
  },
  { id: 'management', name: 'Management', secret: 'management-development-secret', management: true },
];

/** Whether people sign in to it. */
const signsIn = ({ resourceServer, management }) => !resourceServer && !management;

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

  allowsCallback(url) {
    return this.#callbacks.has(url);
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
    return this.find(id) !== undefined;
  }

  find(id) {
    return CLIENTS.find((client) => client.id === id);
  }

  all() {
    return CLIENTS;
  }

  /** Whether people sign in to it. */
  signsIn(id) {
    const client = this.find(id);
    return client !== undefined && signsIn(client);
  }

  /**
   * Which APIs, and which scopes of them, a refresh token of this client opens beside those of its sign-in
   * (multi-resource refresh tokens); undefined for a client without such policies.
   */
  policies(id, apis) {
    if (!this.find(id)?.multiResource) return undefined;
    const listed = apis.all().filter(({ unlisted }) => !unlisted);
    return new Map(listed.map(({ audience, scopes, opened = scopes }) => [audience, opened]));
  }

  /** What oidc-provider wants to know about a client; undefined for an unknown id. */
  metadata(id) {
    const client = this.find(id);
    if (!client) return undefined;
    const { secret, name } = client;
    const people = signsIn(client);
    return {
      client_id: id,
      client_name: name,
      ...(secret
        ? { client_secret: secret, token_endpoint_auth_method: 'client_secret_post' }
        : { token_endpoint_auth_method: 'none' }),
      grant_types: people ? ['authorization_code', 'refresh_token'] : [],
      response_types: people ? ['code'] : [],
      redirect_uris: people ? this.#callbackList() : [],
      post_logout_redirect_uris: [...this.#logouts],
    };
  }

  #callbackList() {
    return this.#callbacks.size ? [...this.#callbacks] : [NO_CALLBACK];
  }
}
