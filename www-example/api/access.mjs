// Who calls, and what may they do: access tokens checked as RFC 6750 and RFC 9068 ask.

import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

export const AUDIENCE = 'https://calendar.example.com/';
const REALM = 'Bearer realm="calendar"';

/** A refusal, with the status and the challenge it is sent with. */
export class Refusal extends Error {
  constructor(status, error, description, params = {}) {
    super(description);
    const given = Object.entries({ ...(error ? { error, error_description: description } : {}), ...params });
    const quoted = given.map(([name, value]) => `${name}="${String(value).replace(/["\\]/g, "'")}"`);
    this.status = status;
    this.body = { error: error ?? 'unauthorized', error_description: description };
    this.challenge = [REALM, ...quoted].join(', ');
  }
}

function bearer(header) {
  if (!header)
    throw new Refusal(401, undefined, 'This needs an access token: send Authorization: Bearer and the token');
  const [scheme, token, ...rest] = header.split(' ');
  if (scheme.toLowerCase() !== 'bearer')
    throw new Refusal(401, undefined, `The scheme ${scheme} is not understood; use Bearer`);
  if (!token || rest.length)
    throw new Refusal(400, 'invalid_request', 'The Authorization header does not hold one token');
  return token;
}

function tokenProblem(error) {
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
    return Object.assign(
      new Refusal(503, 'temporarily_unavailable', 'The tenant did not give its keys; is it running?'),
      { challenge: undefined },
    );
  }
  return new Refusal(401, 'invalid_token', `The access token is not valid here: ${error.message}`);
}

/** A function from an Authorization header and a scope to the claims of the token, or a `Refusal`. */
export function createVerifier(tenant) {
  const { origin } = new URL(tenant);
  // No pause between two fetches of the keys: a developer rotates them more often than a tenant does.
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', origin), { cooldownDuration: 0 });
  return async (header, scope) => {
    const token = bearer(header);
    const options = {
      issuer: `${origin}/`,
      audience: AUDIENCE,
      algorithms: ['RS256', 'PS256', 'ES256'],
      requiredClaims: ['sub', 'exp'],
    };
    const { payload } = await jwtVerify(token, keys, options).catch((error) => {
      throw tokenProblem(error);
    });
    const granted = String(payload.scope ?? '').split(' ');
    if (scope && !granted.includes(scope)) {
      throw new Refusal(403, 'insufficient_scope', `The access token lacks the scope ${scope}`, { scope });
    }
    return payload;
  };
}
