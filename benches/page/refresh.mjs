// The refresh of an access token that has run out, in one tab.
import { alternate } from './alternate.mjs';
import { APPLICATIONS, AUDIENCE, CONTENDERS, clientOf, expire, settings, signedIn } from './clients.mjs';

const REFRESHING = { useRefreshTokens: true, useRefreshTokensFallback: true };

export default async function refresh({ rounds }) {
  const clients = await signedIn({ cacheLocation: 'localstorage', ...REFRESHING });
  const run = Object.fromEntries(CONTENDERS.map((who) => [who, () => clients[who].getTokenSilently()]));
  const before = (who) => CONTENDERS.includes(who) && expire(who);
  return alternate({ ...run, bare: await bareRefresh() }, { rounds, before });
}

/** A function that sends the request of a refresh and reads the answer, for a session of its own. */
async function bareRefresh() {
  let refreshToken = await newRefreshToken();
  // The header makes the browser ask beforehand (CORS), as it does for the packages.
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'auth0-client': btoa('{}') };
  const fields = { grant_type: 'refresh_token', client_id: APPLICATIONS.peer, audience: AUDIENCE };
  return async () => {
    const body = new URLSearchParams({ ...fields, refresh_token: refreshToken });
    const response = await fetch(`${settings.domain}/oauth/token`, { method: 'POST', headers, body });
    const answer = await response.json();
    if (!response.ok) throw new Error(`the bare refresh was refused: ${JSON.stringify(answer)}`);
    refreshToken = answer.refresh_token;
  };
}

/** The packages keep refresh tokens to themselves, but tell a cache of the application. */
async function newRefreshToken() {
  const entries = new Map();
  const cache = {
    get: (key) => entries.get(key),
    set: (key, entry) => void entries.set(key, entry),
    remove: (key) => void entries.delete(key),
    allKeys: () => [...entries.keys()],
  };
  await clientOf('peer', { cache, ...REFRESHING }).getTokenSilently();
  const found = [...entries.values()].map(({ body }) => body?.refresh_token).find(Boolean);
  if (!found) throw new Error('the tenant gave no refresh token');
  return found;
}
