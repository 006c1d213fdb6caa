// A browser in a few lines: cookies, redirects followed by hand, and the protocol's own arithmetic.

import { createHash, randomBytes } from 'node:crypto';

export const ORIGIN = 'http://localhost:7100';
export const CALLBACK = `${ORIGIN}/callback`;
export const CALENDAR = 'https://calendar.example.com/';

export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export class Visitor {
  #jar = new Map();

  constructor(tenant) {
    this.tenant = tenant;
  }

  async go(url, init = {}) {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...init.headers, cookie };
    const response = await fetch(new URL(url, this.tenant.url), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      if (value) this.#jar.set(name, value);
      else this.#jar.delete(name);
    }
    return response;
  }

  hasCookie(name) {
    return this.#jar.has(name);
  }

  /** The parameters of a sound request, with changes; a member set to undefined is left out. */
  request(changes = {}) {
    const { verifier, challenge } = pkce();
    const params = {
      client_id: 'demo-spa',
      scope: 'openid profile email',
      response_type: 'code',
      response_mode: 'query',
      state: 'the-state',
      nonce: 'the-nonce',
      redirect_uri: CALLBACK,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    };
    const given = Object.entries(params).filter(([, value]) => value !== undefined);
    return { verifier, params, path: `/authorize?${new URLSearchParams(given)}` };
  }

  /** Goes to the authorization endpoint; `answer` holds the parameters of a redirect back to the application. */
  async authorize(changes) {
    const request = this.request(changes);
    return { ...request, ...(await this.follow(await this.go(request.path))) };
  }

  async follow(response) {
    const location = response.headers.get('location');
    if (!location) return { response, text: await response.text() };
    const url = new URL(location, this.tenant.url);
    if (url.origin !== this.tenant.url) return { response, url, answer: Object.fromEntries(url.searchParams) };
    return url.pathname.startsWith('/u/login') ? { response, page: url } : this.follow(await this.go(url));
  }

  async submit(page, form) {
    return this.follow(await this.go(page, { method: 'POST', body: new URLSearchParams(form) }));
  }

  /** Signs in by one click, unless a session already answers. */
  async signIn(user = 'ada', changes = {}) {
    const started = await this.authorize(changes);
    return started.page ? { ...started, ...(await this.submit(started.page, { user })) } : started;
  }

  async redeem({ verifier, params, answer }, changes = {}, init = {}) {
    const body = {
      client_id: params.client_id,
      code_verifier: verifier,
      grant_type: 'authorization_code',
      code: answer.code,
      redirect_uri: params.redirect_uri,
      ...changes,
    };
    return this.token(body, init);
  }

  /** Spends a refresh token, of the demo's client unless told otherwise. */
  async refresh(token, changes = {}, init = {}) {
    return this.token({ client_id: 'demo-spa', grant_type: 'refresh_token', refresh_token: token, ...changes }, init);
  }

  async revoke(body, { json = false, headers = {} } = {}) {
    const response = await fetch(`${this.tenant.url}/oauth/revoke`, {
      method: 'POST',
      headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
      body: json ? JSON.stringify(body) : new URLSearchParams(body),
    });
    return { response, status: response.status, text: await response.text() };
  }

  async token(body, { json = false, headers = {} } = {}) {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const response = await fetch(`${this.tenant.url}/oauth/token`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
      body: json ? JSON.stringify(given) : new URLSearchParams(given),
    });
    const text = await response.text();
    return { response, status: response.status, text, body: parsed(text) };
  }

  /** The whole way: sign in, redeem the code, give the tokens. */
  async tokens(user, changes) {
    return (await this.redeem(await this.signIn(user, changes))).body;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
