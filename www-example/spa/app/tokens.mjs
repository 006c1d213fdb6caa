import { Problem } from '../parts/problem.mjs';

// When this page first saw a token, for those that do not say when they were granted.
const firstSeen = new Map();

/**
 * Gets an access token and the story of how it came.
 * The cache is asked by itself first: that is how the page knows where the token came from.
 */
export async function obtainToken(client, { fresh = false } = {}) {
  const started = performance.now();
  const cached = fresh ? undefined : await ask(client, 'cache-only');
  const answer = cached ?? (await ask(client, fresh ? 'off' : 'on'));
  if (!answer?.access_token) throw new Problem('no_token', 'The client gave no access token');
  return storyOf(answer, {
    source: cached ? 'cache' : 'network',
    took: performance.now() - started,
  });
}

function ask(client, cacheMode) {
  return client.getTokenSilently({ cacheMode, detailedResponse: true });
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
    granted,
    expires: claims?.exp ? claims.exp * 1000 : granted + answer.expires_in * 1000,
    source,
    took,
  };
}

// For show only. To an app an access token is opaque, and the page decides nothing by it.
function readClaims(token) {
  try {
    const body = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
