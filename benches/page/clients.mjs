// The two packages, and clients of both with the same options.
import { complete } from './complete.mjs';
import * as ours from './ours.js';
import * as peer from './peer.js';

const PACKAGES = { ours, peer };
/** Two applications of the tenant: both packages use the same keys of the same storage, and must not share a session. */
export const APPLICATIONS = { ours: 'demo-spa', peer: 'other-spa' };

export const CONTENDERS = Object.keys(PACKAGES);
export const AUDIENCE = 'https://calendar.example.com/';
export const settings = await (await fetch('/settings.json')).json();

export function clientOf(who, changes) {
  return new PACKAGES[who].Auth0Client({
    domain: settings.domain,
    clientId: APPLICATIONS[who],
    ...changes,
    authorizationParams: {
      redirect_uri: `${location.origin}/callback`,
      audience: AUDIENCE,
      scope: 'openid profile email read:calendar',
    },
  });
}

/** A client of each, signed in by the session at the tenant, and loaded as on a page that does more: `{ ours, peer }`. */
export async function signedIn(changes) {
  const clients = {};
  for (const who of CONTENDERS) {
    clients[who] = clientOf(who, changes);
    await clients[who].getTokenSilently();
    await complete(clients[who]);
  }
  return clients;
}

/** The entry of a client's access token in localStorage, where both packages keep it in one form. */
export function storedEntry(who) {
  const begin = `@@auth0spajs@@::${APPLICATIONS[who]}::${AUDIENCE}::`;
  const key = Object.keys(localStorage).find((name) => name.startsWith(begin));
  if (!key) throw new Error(`${who} keeps no access token in localStorage`);
  return { key, entry: JSON.parse(localStorage.getItem(key)) };
}

/** Lets the stored access token have run out, so that the next call has to refresh. */
export function expire(who) {
  const { key, entry } = storedEntry(who);
  localStorage.setItem(key, JSON.stringify({ ...entry, expiresAt: Math.floor(Date.now() / 1000) - 1 }));
}
