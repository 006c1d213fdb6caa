// Proofs of possession, against the signature that is in each of them.
import { alternate } from './alternate.mjs';
import { signedIn } from './clients.mjs';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

export default async function proof({ rounds, batch }) {
  const clients = await signedIn({ useDpop: true });
  const accessToken = await clients.ours.getTokenSilently();
  const params = { url: 'https://api.example.com/calendar', method: 'GET', nonce: 'one-nonce', accessToken };
  const prove = (who) => () => clients[who].generateDpopProof(params);
  const contenders = { ours: prove('ours'), peer: prove('peer'), bare: await signatureOf(await prove('ours')()) };
  const first = await alternate(contenders, { rounds: 4, batch: 25, warm: 0 });
  // As many as it takes until the browser has compiled all of it for speed.
  return { first, samples: await alternate(contenders, { rounds, batch, warm: 60 }) };
}

/** A function that does nothing but sign the bytes that a proof has signed, with a key of the same kind. */
async function signatureOf(proofOfOurs) {
  const bytes = new TextEncoder().encode(proofOfOurs.slice(0, proofOfOurs.lastIndexOf('.')));
  const { privateKey } = await crypto.subtle.generateKey(ECDSA, false, ['sign', 'verify']);
  return () => crypto.subtle.sign(SIGNING, privateKey, bytes);
}
