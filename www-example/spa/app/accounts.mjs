// Connected accounts: what is, what can be, and the two ways to connect one.
import { safePlace } from './session.mjs';

/** All accounts that are connected and all connections that can be, each list to its end. */
export async function readAccounts({ client }) {
  const [accounts, connections] = await Promise.all([
    collect(client.connectedAccounts()),
    collect(client.connectedAccountConnections()),
  ]);
  return { accounts, connections };
}

async function collect(iterator) {
  const items = [];
  for await (const item of iterator) items.push(item);
  return items;
}

/** Goes to the provider, and afterwards to `place`; the promise resolves while the browser is leaving. */
export function connectByRedirect({ client }, { connection, scopes }, place) {
  return client.connectAccountWithRedirect({ connection, scopes, appState: { place: safePlace(place) } });
}

/** Asks in a window of its own; this page stays. Must be called while the press of a button is being handled. */
export function connectByPopup({ client, config }, { connection, scopes }) {
  const redirectUri = location.origin + config.redirectPath;
  return client.connectAccountWithPopup({ connection, scopes, redirectUri });
}

export const disconnect = ({ client }, { id }) => client.deleteConnectedAccount(id);
