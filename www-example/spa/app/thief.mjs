import { callApi, callBare } from './api.mjs';
import { encode, encodeText, fingerprint } from './encoding.mjs';

const PATH = '/calendar';

/**
 * Calls the API in the right way once, and then with the token of that call as somebody who copied it from the wire.
 * Gives what was tried, and what the API answered.
 */
export async function playThief(app) {
  const { attempts } = await callApi(app, PATH);
  const { token, proof } = attempts.at(-1);
  const bearer = { Authorization: `Bearer ${token}` };
  if (!proof) return [await attempt(app, 'The token alone', bearer)];
  return [
    await attempt(app, 'The token alone, without a proof', bearer),
    await attempt(app, 'With a proof of the thief’s own key', bound(token, await forge(app, token))),
    await attempt(app, 'With the proof that was sent along', bound(token, proof)),
  ];
}

const bound = (token, proof) => ({ Authorization: `DPoP ${token}`, DPoP: proof });

async function attempt(app, what, headers) {
  return { what, ...(await callBare(app, PATH, { headers, purpose: 'A thief calls the API with your token' })) };
}

// A proof that is right in everything but its key. It even has a nonce that the API gave.
async function forge({ client, config }, token) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const nonce = await client.getDpopNonce(new URL(config.api).origin);
  const claims = {
    jti: crypto.randomUUID(),
    htm: 'GET',
    htu: config.api + PATH,
    iat: Math.floor(Date.now() / 1000),
    ath: await fingerprint(token),
    ...(nonce && { nonce }),
  };
  const input = `${encodeText(header)}.${encodeText(claims)}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    privateKey,
    new TextEncoder().encode(input),
  );
  return `${input}.${encode(signature)}`;
}
