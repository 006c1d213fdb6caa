// Proofs of possession: clients with DPoP, and the proofs that tenant and API saw.
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader } from 'jose';
import { CALENDAR } from './servers.mjs';

/** Options of a client with DPoP, and changes. */
export function bound({ authorizationParams, ...changes } = {}) {
  return {
    useDpop: true,
    useRefreshTokens: true,
    ...changes,
    authorizationParams: { audience: CALENDAR, scope: 'openid profile email read:calendar', ...authorizationParams },
  };
}

/** The proofs that a server saw: header, payload, thumbprint of the key, and the error it answered with. */
export function proofsAt(server) {
  return Promise.all(
    server.proofs().map(async ({ proof, error, method, url }) => {
      const header = decodeProtectedHeader(proof);
      return { header, payload: decodeJwt(proof), key: await calculateJwkThumbprint(header.jwk), error, method, url };
    }),
  );
}

/** The keys of the proofs that a server saw, each once. */
export async function keysAt(server) {
  return [...new Set((await proofsAt(server)).map(({ key }) => key))];
}

/** In the page: what the database that all SDKs of Auth0 share holds, by store and key. */
export async function sharedDatabase() {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found = (await indexedDB.databases()).filter(({ name }) => name === 'auth0-spa-js');
  if (found.length === 0) return { nonce: [], keypair: [] };
  const database = await settled(indexedDB.open('auth0-spa-js'));
  const keys = async (store) => settled(database.transaction(store).objectStore(store).getAllKeys());
  const contents = { nonce: await keys('nonce'), keypair: await keys('keypair') };
  database.close();
  return contents;
}

/** In the page: a request to the API with a proof made by hand. */
export const byHand = async ({ path, nonce, scheme = 'DPoP' }) => {
  const url = `${window.settings.api}${path}`;
  const accessToken = await window.client.getTokenSilently();
  const proof = await window.client.generateDpopProof({ url, method: 'GET', nonce, accessToken });
  const headers = { Authorization: `${scheme} ${accessToken}`, ...(scheme === 'DPoP' ? { DPoP: proof } : {}) };
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    nonce: response.headers.get('dpop-nonce'),
    challenge: response.headers.get('www-authenticate'),
  };
};
