import { Problem } from '../parts/problem.mjs';
import { shorten } from '../parts/shorten.mjs';

/**
 * Calls the demo's API. Resolves `{ status, ok, body, took, challenge }` for any answer;
 * rejects only when there was none. `saw` hears of the call for the list of requests.
 */
export async function callApi(base, path, { token, saw }) {
  const time = Date.now();
  const started = performance.now();
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(base + path, { headers }).catch((error) => {
    throw new Problem('api_unreachable', error.message, [['Address', base + path]]);
  });
  const answer = {
    status: response.status,
    ok: response.ok,
    body: await response.json().catch(() => undefined),
    took: performance.now() - started,
    challenge: response.headers.get('www-authenticate'),
  };
  saw({
    time,
    method: 'GET',
    path,
    status: answer.status,
    headers: token ? { authorization: `Bearer ${shorten(token)}` } : {},
    note: answer.ok ? 'the API accepted the call' : 'the API refused the call',
  });
  return answer;
}
