// Sign-ins that wait for a second factor, by their `mfa_token`; and when one is asked for.

import { randomBytes } from 'node:crypto';
import { OauthError } from '../flow/oauth-error.mjs';
import { now } from '../flow/time.mjs';
import { ENROLLABLE, MULTI_FACTOR } from './names.mjs';

/** How long a sign-in waits, and how long a second factor is good for `assurance_expired`, in seconds. */
const LIFETIME = 600;
/** How many wrong codes one sign-in may bring. */
const PATIENCE = 10;

const EXPIRED = ['expired_token', 'mfa_token is expired'];

export class Waiting {
  #rows = new Map();

  clear() {
    this.#rows.clear();
  }

  keep(tenant, signIn) {
    const token = `Fe26.2*${randomBytes(48).toString('base64url')}`;
    this.#rows.set(token, { ...signIn, until: now(tenant) + LIFETIME, wrong: 0 });
    return token;
  }

  /** The sign-in of a token that is good for `client`, if named; otherwise an `OauthError`. */
  find(tenant, token, client) {
    const row = typeof token === 'string' && this.#rows.get(token);
    if (!row || (client && row.client !== client)) throw new OauthError(401, 'invalid_grant', 'Malformed mfa_token');
    if (row.until <= now(tenant)) throw new OauthError(401, ...EXPIRED);
    if (row.wrong >= PATIENCE) {
      throw new OauthError(429, 'too_many_attempts', 'Too many failed codes. Wait for some minutes before retrying.');
    }
    return row;
  }

  finish(token) {
    this.#rows.delete(token);
  }
}

function requirementsOf(tenant, { sub }) {
  const types = tenant.authenticators.describe(sub).map(({ type }) => type);
  const listed = (names) => [...new Set(names)].map((type) => ({ type }));
  return types.length ? { challenge: listed(types) } : { enroll: listed(ENROLLABLE) };
}

/** Refuses a sign-in until a second factor is proved. */
export function secondFactorFor(tenant, signIn) {
  const mfa_token = tenant.waiting.keep(tenant, signIn);
  const status = Number(tenant.switches.value('mfa_status'));
  const error = new OauthError(status, 'mfa_required', 'Multifactor authentication required');
  error.more = { mfa_token, mfa_requirements: requirementsOf(tenant, signIn.user) };
  return error;
}

/** Whether a refresh needs a second factor: `terms` say when the last one was shown. */
export function refreshNeedsFactor(tenant, { factorAt }) {
  const mode = tenant.switches.value('mfa');
  if (mode === 'required_on_refresh') return factorAt === undefined;
  return mode === 'assurance_expired' && (factorAt === undefined || factorAt + LIFETIME <= now(tenant));
}

/** What a proof adds to a sign-in. */
export const proved = (tenant) => ({ acr: MULTI_FACTOR, factorAt: now(tenant) });
