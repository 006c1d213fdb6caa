// A refusal with the challenge it is sent with (RFC 6750, RFC 9449, RFC 9470).

import { ALGORITHMS } from '../tenant/dpop/proof.mjs';

function challenge(scheme, params) {
  const quoted = Object.entries(params).map(([name, value]) => `${name}="${String(value).replace(/["\\]/g, "'")}"`);
  return `${scheme} ${quoted.join(', ')}`;
}

const ALGS = { algs: ALGORITHMS.join(' ') };

export class Refusal extends Error {
  /** `params` are further members of the challenge, `headers` of the answer; without `error` none is named. */
  constructor(status, error, description, { params = {}, headers = {} } = {}) {
    super(description);
    this.status = status;
    this.headers = headers;
    this.body = { error: error ?? 'unauthorized', error_description: description };
    this.params = { ...(error ? { error, error_description: description } : {}), ...params };
  }

  /** The challenges for an API of the name `realm`, to a caller who used `scheme`. */
  challenges(realm, scheme) {
    if (this.status >= 500) return [];
    const bearer = challenge('Bearer', { realm, ...(scheme === 'DPoP' ? {} : this.params) });
    const dpop = challenge('DPoP', { realm, ...(scheme === 'DPoP' ? this.params : {}), ...ALGS });
    if (scheme === undefined) return [bearer, dpop];
    return [scheme === 'DPoP' ? dpop : bearer];
  }
}
