// Who calls: access tokens checked as RFC 6750, RFC 9068 and, if bound to a key, RFC 9449 ask.

import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { checkPossession } from './possession.mjs';
import { Refusal } from './refusal.mjs';

const SCHEMES = { bearer: 'Bearer', dpop: 'DPoP' };

/** The scheme and the token of an Authorization header; the scheme is undefined for one the API does not know. */
export function credentials(header = '') {
  const [scheme, ...rest] = header.split(' ');
  return { scheme: SCHEMES[scheme.toLowerCase()], rest, given: header !== '' };
}

function tokenOf({ scheme, rest, given }) {
  if (!given)
    throw new Refusal(401, undefined, 'This needs an access token: send Authorization: Bearer or DPoP and it');
  if (!scheme) throw new Refusal(401, undefined, 'This scheme is not understood; use Bearer or DPoP');
  if (rest.length !== 1 || !rest[0]) {
    throw new Refusal(400, 'invalid_request', 'The Authorization header does not hold one token');
  }
  return rest[0];
}

function tokenProblem(error, { token, audience }) {
  if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) {
    return new Refusal(503, 'temporarily_unavailable', 'The tenant did not give its keys; is it running?');
  }
  if (!token.includes('.')) {
    const text = `The access token is for no API; ask for one with the audience ${audience}`;
    return new Refusal(401, 'invalid_token', text);
  }
  return new Refusal(401, 'invalid_token', `The access token is not valid here: ${error.message}`);
}

/** A function from a request and one of the APIs to the claims of the caller's token, or a `Refusal`. */
export function createVerifier(api, tenant) {
  const { origin } = new URL(tenant);
  // No pause between two fetches of the keys: a developer rotates them more often than a tenant does.
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', origin), { cooldownDuration: 0 });
  return async (request, { audience }) => {
    const { scheme, ...given } = credentials(request.headers.authorization);
    const token = tokenOf({ scheme, ...given });
    const options = {
      issuer: `${origin}/`,
      audience,
      algorithms: ['RS256', 'PS256', 'ES256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(api.now() * 1000),
    };
    const { payload } = await jwtVerify(token, keys, options).catch((error) => {
      throw tokenProblem(error, { token, audience });
    });
    await checkPossession(api, request, { scheme, token, key: payload.cnf?.jkt, audience });
    return payload;
  };
}
