// The Token Vault exchange: a backend hands in what a person's application gave it, and gets the provider's access
// token for an account that person connected.

import { verifyAccessToken } from '../flow/access-token.mjs';
import { OauthError } from '../flow/oauth-error.mjs';
import { now } from '../flow/time.mjs';
import { VAULT_GRANT, VAULT_TOKEN } from './names.mjs';

const REQUIRED = ['subject_token_type', 'subject_token', 'requested_token_type', 'connection'];

/** A provider's token with less life than this, in seconds, is refreshed before it is handed out. */
const STALE = 30;

const invalid = (text) => new OauthError(400, 'invalid_request', text);
const badSubject = (text) => new OauthError(401, 'invalid_request', `Invalid subject token: ${text}`);

async function ofAccessToken(tenant, { client, token }) {
  if (!client.resourceServer)
    throw badSubject('this client is linked to no API, so it may only send its refresh tokens');
  const claims = await verifyAccessToken(tenant, token, client.resourceServer).catch((error) => {
    throw badSubject(error.message);
  });
  return claims.sub;
}

async function ofRefreshToken(tenant, { client, token, provider }) {
  const found = await provider.RefreshToken.find(token);
  if (!found || found.clientId !== client.id) throw badSubject('there is no such refresh token of this client');
  return found.accountId;
}

const SUBJECTS = {
  'urn:ietf:params:oauth:token-type:access_token': ofAccessToken,
  'urn:ietf:params:oauth:token-type:refresh_token': ofRefreshToken,
};

function checkParams(tenant, params) {
  const missing = REQUIRED.find((name) => !params[name]);
  if (missing) throw invalid(`Missing required parameter: ${missing}`);
  const repeated = [...REQUIRED, 'login_hint'].find((name) => typeof (params[name] ?? '') !== 'string');
  if (repeated) throw invalid(`Parameter ${repeated} appears more than once, or is not a string`);
  if (!SUBJECTS[params.subject_token_type])
    throw invalid(`Unsupported subject_token_type: ${params.subject_token_type}`);
  if (params.requested_token_type !== VAULT_TOKEN) {
    throw invalid(`Unsupported requested_token_type: ${params.requested_token_type}`);
  }
  if (!tenant.connections.findConnectable(params.connection)) {
    throw invalid(`Token Vault is not enabled for the connection ${params.connection}, or there is no such connection`);
  }
}

/** Of several accounts of one connection, the one hinted at, or else the one connected last. */
function accountFor({ vault }, sub, { connection, login_hint: hint }) {
  const fits = ({ upstream }) => !hint || [upstream.email, upstream.subject].includes(hint.toLowerCase());
  return vault.ofUser(sub).findLast((account) => account.connection === connection && fits(account));
}

function fresh(tenant, account) {
  const { tokens, connection } = account;
  if (tokens.until > now(tenant) + STALE) return tokens;
  const renewed = tenant.upstream.refresh(connection, tokens.refresh);
  // The provider takes it no longer, and never will again.
  account.tokens = renewed ? { ...tokens, ...renewed } : { ...tokens, refresh: undefined };
  return renewed;
}

export async function exchangeAtVault(tenant, { client, params, provider }) {
  if (!client.vault)
    throw new OauthError(403, 'unauthorized_client', `Grant type '${VAULT_GRANT}' not allowed for the client.`);
  checkParams(tenant, params);
  const sub = await SUBJECTS[params.subject_token_type](tenant, { client, token: params.subject_token, provider });
  if (!tenant.users.bySub(sub)) throw badSubject('its user does not exist');
  const account = accountFor(tenant, sub, params);
  const tokens = account?.tokens.refresh && fresh(tenant, account);
  if (!tokens) {
    const text = 'Federated connection Refresh Token not found.';
    const note = account
      ? `${text} The provider gave none, or takes it no longer`
      : `${sub} has connected no such account`;
    throw new OauthError(401, 'federated_connection_refresh_token_not_found', text, note);
  }
  const body = {
    access_token: account.tokens.access,
    scope: account.scopes.join(' '),
    expires_in: account.tokens.until - now(tenant),
    issued_token_type: VAULT_TOKEN,
    token_type: 'Bearer',
  };
  return { body, note: `token of ${account.upstream.email} (${account.connection}) given to ${client.id}` };
}
