// Requests to the API on loopback: by the fetcher, and by `fetch` with headers that were made beforehand, for each
// request its own, so that the API and the browser have the same work. `signed` signs as many bytes as a proof before
// such a request: what no client that proves its key can do without.
import { alternate } from './alternate.mjs';
import { AUDIENCE, settings, signedIn } from './clients.mjs';

const NONCE_ID = 'calendar';
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const PROOF_BYTES = 480;

export default async function fetcher({ useDpop, rounds, batch }) {
  const clients = await signedIn({ useDpop });
  const url = `${settings.api}/calendar`;
  const by = (who) => {
    const api = clients[who].createFetcher({ dpopNonceId: useDpop ? NONCE_ID : undefined });
    // Named with each call: without it the peer asks for a token of no API.
    return () => read(api.fetchWithAuth(url, undefined, { audience: AUDIENCE }));
  };
  const run = { ours: by('ours'), peer: by('peer') };
  // Whatever nonce the API wants is known afterwards.
  await run.ours();
  const made = [];
  const bare = () => read(fetch(url, { headers: made.pop() }));
  const contenders = { ...run, bare, ...(useDpop && { signed: await signedFirst(bare) }) };
  const before = async (who) => {
    if (who in run) return;
    while (made.length < batch) made.push(await headersFor(clients.ours, { url, useDpop }));
  };
  return alternate(contenders, { rounds, batch, warm: 10, before });
}

async function signedFirst(send) {
  const { privateKey } = await crypto.subtle.generateKey(ECDSA, false, ['sign', 'verify']);
  const bytes = new Uint8Array(PROOF_BYTES);
  return async () => {
    await crypto.subtle.sign(SIGNING, privateKey, bytes);
    return send();
  };
}

async function read(answer) {
  const response = await answer;
  const body = await response.json();
  if (response.status !== 200) throw new Error(`the API answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

/** What the fetcher would send. */
async function headersFor(client, { url, useDpop }) {
  const accessToken = await client.getTokenSilently();
  if (!useDpop) return { authorization: `Bearer ${accessToken}` };
  const nonce = await client.getDpopNonce(NONCE_ID);
  const proof = await client.generateDpopProof({ url, method: 'GET', accessToken, nonce });
  return { authorization: `DPoP ${accessToken}`, dpop: proof };
}
