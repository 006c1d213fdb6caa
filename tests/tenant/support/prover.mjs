// The holder of a DPoP key, as a client would be: makes proofs, remembers the nonce, answers one challenge.

import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';

export class Prover {
  nonce;

  static async create() {
    const prover = new Prover();
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    return Object.assign(prover, { privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) });
  }

  /** A proof; `claims` and `header` replace members of it, undefined leaves one out. */
  async proof({ method = 'POST', url, nonce = this.nonce, token, claims = {}, header = {}, key = this.privateKey }) {
    const ath = token && createHash('sha256').update(token).digest('base64url');
    const iat = Math.floor(Date.now() / 1000);
    const payload = { jti: randomUUID(), htm: method, htu: url, iat, nonce, ath, ...claims };
    return new SignJWT(JSON.parse(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.jwk, ...header })
      .sign(key);
  }

  /** Sends with a proof for `url`; with `send({headers})` giving `{response, body}`. Answers one demand of a nonce. */
  async send(url, send, options = {}) {
    const once = async () => send({ headers: { dpop: await this.proof({ url, ...options }) } });
    const first = this.#learn(await once());
    const demanded = first.body?.error === 'use_dpop_nonce';
    return demanded ? { ...this.#learn(await once()), challenged: true } : { ...first, challenged: false };
  }

  #learn(answer) {
    this.nonce = answer.response.headers.get('dpop-nonce') ?? this.nonce;
    return answer;
  }

  /** Signs in and redeems the code, bound to this key by both. */
  async tokens(visitor, user, changes) {
    const done = await visitor.signIn(user, { dpop_jkt: this.jkt, ...changes });
    return (await this.atToken(visitor, (init) => visitor.redeem(done, {}, init))).body;
  }

  async atToken(visitor, send, options) {
    return this.send(`${visitor.tenant.url}/oauth/token`, send, options);
  }

  async refresh(visitor, token, changes) {
    return this.atToken(visitor, (init) => visitor.refresh(token, changes, init));
  }
}
