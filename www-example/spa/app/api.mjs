import { Problem } from '../parts/problem.mjs';
import { shorten } from '../parts/shorten.mjs';

/**
 * Calls the demo's API with an access token for `audience`, and a proof where the token is bound to a key.
 * Resolves `{ status, ok, body, took, challenge, attempts }` for any answer; rejects only when there was none.
 */
export async function callApi({ client, config, wire }, path, { audience } = {}) {
  const attempts = [];
  // Every attempt passes here, the repeated ones too: that is how the page can show them.
  const fetch = (request) => send(request, { attempts, wire });
  const fetcher = client.createFetcher({ baseUrl: config.api, allowedOrigins: [new URL(config.api).origin], fetch });
  return answerTo(fetcher.fetchWithAuth(path, {}, audience && { audience }), attempts);
}

/**
 * Calls the API with these headers and nothing else, as somebody would who has no client.
 * `purpose` is what the list of requests says about it.
 */
export async function callBare({ config, wire }, path, { headers = {}, purpose } = {}) {
  const attempts = [];
  return answerTo(send(new Request(config.api + path, { headers }), { attempts, wire, purpose }), attempts);
}

async function answerTo(sent, attempts) {
  const started = performance.now();
  const response = await sent;
  return {
    status: response.status,
    ok: response.ok,
    body: await response.json().catch(() => undefined),
    took: performance.now() - started,
    challenge: response.headers.get('www-authenticate'),
    attempts,
  };
}

async function send(request, { attempts, wire, purpose }) {
  const time = Date.now();
  const response = await fetch(request).catch((error) => {
    throw new Problem('api_unreachable', error.message, [['Address', request.url]]);
  });
  const attempt = attemptOf(request, response);
  attempts.push(attempt);
  wire.saw({ time, purpose, ...told(attempt) });
  return response;
}

function attemptOf({ method, url, headers }, response) {
  const [scheme, token] = headers.get('authorization')?.split(' ') ?? [];
  return {
    method,
    path: new URL(url).pathname,
    scheme,
    token,
    proof: headers.get('dpop'),
    status: response.status,
    nonce: response.headers.get('dpop-nonce'),
    wantsNonce: /\buse_dpop_nonce\b/.test(response.headers.get('www-authenticate')),
  };
}

function told({ method, path, scheme, token, proof, status, nonce, wantsNonce }) {
  const outcome = status < 400 ? 'the API accepted the call' : 'the API refused the call';
  return {
    method,
    path,
    status,
    headers: {
      ...(token && { authorization: `${scheme} ${shorten(token)}` }),
      ...(proof && { dpop: shorten(proof) }),
    },
    answer: nonce ? { 'dpop-nonce': shorten(nonce) } : {},
    note: wantsNonce ? 'the API wants a proof that carries its nonce' : outcome,
  };
}
