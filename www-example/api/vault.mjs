// The backend's side of the Token Vault: the caller's own access token, and the secret of this API, for an access token
// of the provider whose account the caller connected. This is the part to copy for a real backend, where Auth0's SDKs
// for servers call it `get_access_token_for_connection`: the token of the provider never leaves it.

import { API_CLIENT } from '../tenant/model/clients.mjs';
import { VAULT_GRANT, VAULT_TOKEN } from '../tenant/vault/names.mjs';
import { Problem } from './problem.mjs';

const NOT_CONNECTED = new Set(['federated_connection_refresh_token_not_found', 'tokenset_not_found']);

async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  return { ok: response.ok, error: body.error ?? `HTTP ${response.status}`, text: body.error_description, body };
}

/**
 * A function from the caller's access token and `{connection, hint}` to the provider's; a `Problem` if nothing is
 * connected. The token is not kept: an account that was disconnected must not be served from a cache.
 */
export function createVault(tenant, { id, secret } = API_CLIENT) {
  for (const [name, value] of Object.entries({ id, secret })) {
    if (!value) throw new TypeError(`The argument 'client.${name}' is required but was not provided.`);
  }
  const endpoint = new URL('/oauth/token', tenant);
  return async (accessToken, { connection, hint }) => {
    const form = new URLSearchParams({
      grant_type: VAULT_GRANT,
      client_id: id,
      client_secret: secret,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: accessToken,
      requested_token_type: VAULT_TOKEN,
      connection,
      ...(hint ? { login_hint: hint } : {}),
    });
    const response = await fetch(endpoint, { method: 'POST', body: form, redirect: 'error' }).catch((cause) => {
      throw Problem.vault('The tenant did not answer; is it running?', { connection, cause });
    });
    const { ok, error, text, body } = await answerOf(response);
    if (ok && typeof body.access_token === 'string') return body.access_token;
    if (NOT_CONNECTED.has(error)) throw Problem.notConnected(connection);
    throw Problem.vault(`The Token Vault refused: ${text ?? error}`, { connection });
  };
}
