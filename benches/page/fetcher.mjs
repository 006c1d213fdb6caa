// Requests to the API on loopback: by the fetcher, and by `fetch` with headers that were made beforehand.
import { alternate } from './alternate.mjs';
import { AUDIENCE, settings, signedIn } from './clients.mjs';

const NONCE_ID = 'calendar';

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
  const headers = await headersFor(clients.ours, { url, useDpop });
  const contenders = { ...run, bare: () => read(fetch(url, { headers })) };
  return alternate(contenders, { rounds, batch, warm: 3 });
}

async function read(answer) {
  const response = await answer;
  const body = await response.json();
  if (response.status !== 200) throw new Error(`the API answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

/** What the fetcher would send. The API takes the one proof as often as it comes, while the bench runs. */
async function headersFor(client, { url, useDpop }) {
  const accessToken = await client.getTokenSilently();
  if (!useDpop) return { authorization: `Bearer ${accessToken}` };
  const nonce = await client.getDpopNonce(NONCE_ID);
  const proof = await client.generateDpopProof({ url, method: 'GET', accessToken, nonce });
  return { authorization: `DPoP ${accessToken}`, dpop: proof };
}
