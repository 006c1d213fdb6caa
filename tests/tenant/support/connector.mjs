// An application whose user connects accounts: the calls of the My Account API, and the browser in between.

import { CALLBACK, pkce } from './visitor.mjs';

export const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';
export const GOOGLE = 'google-oauth2';

const ALL = ['create', 'read', 'delete'].map((verb) => `${verb}:me:connected_accounts`).join(' ');

export class Connector {
  /** `prover` binds the token to its key; without one it is Bearer. */
  constructor(visitor, prover) {
    this.visitor = visitor;
    this.prover = prover;
  }

  /** Signs in, for a token of the My Account API. */
  async signIn(user = 'ada', { scope = ALL, ...changes } = {}) {
    const asked = { audience: `${this.visitor.tenant.issuer}me/`, scope: `openid ${scope}`, ...changes };
    const tokens = this.prover
      ? await this.prover.tokens(this.visitor, user, asked)
      : await this.visitor.tokens(user, asked);
    this.token = tokens.access_token;
    return this;
  }

  async ask(method, path, { body, headers = {}, text = body && JSON.stringify(body), token = this.token } = {}) {
    const url = `${this.visitor.tenant.url}/me/v1/connected-accounts/${path}`;
    const type = text === undefined ? {} : { 'content-type': 'application/json' };
    const send = async ({ headers: added }) => {
      const init = { method, body: text, headers: { ...type, authorization: `Bearer ${token}`, ...added, ...headers } };
      const response = await fetch(url, init);
      const answer = await response.text();
      return { response, status: response.status, text: answer, body: answer ? JSON.parse(answer) : undefined };
    };
    if (!this.prover) return send({ headers: {} });
    return this.#bound({ method, url, token, send });
  }

  async #bound({ method, url, token, send }) {
    const once = async () => {
      const dpop = await this.prover.proof({ method, url: url.split('?')[0], token, nonce: this.nonce });
      const answer = await send({ headers: { authorization: `DPoP ${token}`, dpop } });
      this.nonce = answer.response.headers.get('dpop-nonce') ?? this.nonce;
      return answer;
    };
    const first = await once();
    const demanded = first.status === 401 && /use_dpop_nonce/.test(first.response.headers.get('www-authenticate'));
    return demanded ? { ...(await once()), challenged: true } : first;
  }

  /** Begins a connection; a member of `changes` that is undefined is left out. */
  async connect(changes = {}) {
    const { verifier, challenge } = pkce();
    const params = {
      connection: GOOGLE,
      redirect_uri: CALLBACK,
      state: 'connect-state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    };
    return { ...(await this.ask('POST', 'connect', { body: params })), verifier, params };
  }

  /** Goes where the answer of `connect` says: to the provider's consent page, or to where the way ends. */
  async visit({ body }, browser = this.visitor) {
    const url = new URL(body.connect_uri);
    url.searchParams.set('ticket', body.connect_params.ticket);
    return walk(browser, url);
  }

  /** Answers the consent page: `{account}` or `{intent: 'deny'}`. */
  async decide(page, form, browser = this.visitor) {
    return walk(browser, page.url, { method: 'POST', body: new URLSearchParams(form) });
  }

  async consent(started, form = { account: 'private@gmail.example' }) {
    return this.decide(await this.visit(started), form);
  }

  async complete({ body, verifier, params }, { answer }, changes = {}) {
    return this.ask('POST', 'complete', {
      body: {
        auth_session: body.auth_session,
        connect_code: answer.connect_code,
        redirect_uri: params.redirect_uri,
        code_verifier: verifier,
        ...changes,
      },
    });
  }

  /** The whole way. */
  async connected(account = 'private@gmail.example', changes = {}) {
    const started = await this.connect(changes);
    return this.complete(started, await this.consent(started, { account }));
  }
}

/** Follows redirects until a page, or until they leave the tenant. */
export async function walk(browser, url, init) {
  const response = await browser.go(url, init);
  const location = response.headers.get('location');
  if (!location) return { url, status: response.status, text: await response.text() };
  const next = new URL(location, browser.tenant.url);
  if (next.origin === browser.tenant.url) return walk(browser, next);
  return { url: next, answer: Object.fromEntries(next.searchParams) };
}

/** The last segment of a problem's type, which is what programs compare. */
export const codeOf = ({ type }) => type.split(/[/#]/).at(-1);
