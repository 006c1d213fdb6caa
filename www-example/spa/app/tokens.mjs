import { Problem } from '../parts/problem.mjs';
import { readPart } from './encoding.mjs';

// When this page first saw a token, for those that do not say when they were granted.
const firstSeen = new Map();

/**
 * Gets an access token and the story of how it came.
 * The cache is asked by itself first: that is how the page knows where the token came from.
 */
export async function obtainToken(client, { fresh = false, audience } = {}) {
  const started = performance.now();
  const authorizationParams = audience ? { audience } : {};
  const ask = (cacheMode) => client.getTokenSilently({ cacheMode, authorizationParams, detailedResponse: true });
  const cached = fresh ? undefined : await ask('cache-only');
  const answer = cached ?? (await ask(fresh ? 'off' : 'on'));
  if (!answer?.access_token) throw new Problem('no_token', 'The client gave no access token');
  return storyOf(answer, {
    source: cached ? 'cache' : 'network',
    took: performance.now() - started,
  });
}

function storyOf(answer, { source, took }) {
  const claims = readClaims(answer.access_token);
  if (!firstSeen.has(answer.access_token)) firstSeen.set(answer.access_token, Date.now());
  const granted = claims?.iat ? claims.iat * 1000 : firstSeen.get(answer.access_token);
  return {
    token: answer.access_token,
    type: answer.token_type,
    scopes: (answer.scope ?? claims?.scope ?? '').split(' ').filter(Boolean),
    audiences: [claims?.aud ?? []].flat(),
    readable: Boolean(claims),
    key: claims?.cnf?.jkt,
    granted,
    expires: claims?.exp ? claims.exp * 1000 : granted + answer.expires_in * 1000,
    source,
    took,
  };
}

// For show only. To an app an access token is opaque, and the page decides nothing by it.
function readClaims(token) {
  try {
    return readPart(token, 1);
  } catch {
    return undefined;
  }
}
