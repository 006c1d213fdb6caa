// oidc-provider's refusals of a token request in Auth0's status, code and words.

import { REFUSED } from './refresh.mjs';

const WORDS = { authorization_code: 'Invalid authorization code', refresh_token: REFUSED };

const GRANT_REFUSED = { status: 403, error: 'invalid_grant', text: ({ grant_type: type }) => WORDS[type] };

// By the detail oidc-provider gives: the beginning of it, our answer, and what to tell in the log.
const TABLE = [
  ['authorization code not found', GRANT_REFUSED, 'there is no such code (never issued, or revoked)'],
  ['authorization code is expired', GRANT_REFUSED, 'the code has expired'],
  [
    'authorization code already consumed',
    GRANT_REFUSED,
    'the code was already redeemed; the tokens of its sign-in are revoked',
  ],
  ['refresh token not found', GRANT_REFUSED, 'there is no such refresh token'],
  ['refresh token is expired', GRANT_REFUSED, 'the refresh token has expired'],
  ['refresh token already used', GRANT_REFUSED, 'reuse detected: family revoked'],
  [
    'refresh token invalid (referenced account not found)',
    {
      status: 403,
      error: 'invalid_grant',
      text: () => "The refresh_token was generated for a user who doesn't exist anymore.",
    },
    'the user of the refresh token was deleted',
  ],
  ['grant not found', GRANT_REFUSED, 'the sign-in behind it was revoked'],
  ['client mismatch', GRANT_REFUSED, 'it belongs to another client'],
  [
    'authorization code redirect_uri mismatch',
    {
      status: 403,
      error: 'invalid_grant',
      text: ({ redirect_uri: sent }) =>
        `The redirect URI is wrong. You sent ${sent}, which is not the one of the authorization request`,
    },
    'the redirect URI is not the one of the authorization request',
  ],
  [
    'code_verifier does not match',
    {
      status: 403,
      error: 'invalid_grant',
      text: () => 'Failed to verify code verifier',
    },
    'the verifier does not match the challenge',
  ],
  [
    'the provided authentication mechanism',
    {
      status: 401,
      error: 'invalid_client',
      text: ({ client_secret: secret }) =>
        secret ? 'This client is public and must not send a secret' : 'Client authentication is required',
    },
    'a public client sent a secret, or one that has a secret did not',
  ],
  [
    'invalid secret provided',
    { status: 401, error: 'invalid_client', text: () => 'Client authentication failed' },
    'the client secret is wrong',
  ],
];

const BY_ERROR = {
  unsupported_grant_type: (params) => ({
    status: 403,
    error: 'unsupported_grant_type',
    text: `Unsupported grant type: ${params.grant_type}`,
  }),
  invalid_request: (params, body) =>
    body.error_description === 'requested grant type is not allowed for this client'
      ? {
          status: 403,
          error: 'unauthorized_client',
          text: `Grant type '${params.grant_type}' not allowed for the client.`,
        }
      : undefined,
};

function known(failure, params) {
  const detail = failure?.error_detail ?? '';
  const row = TABLE.find(([start]) => detail.startsWith(start));
  return row && { status: row[1].status, error: row[1].error, text: row[1].text(params), note: row[2] };
}

export function tokenError(failure, body, params) {
  const found = known(failure, params) ??
    BY_ERROR[body.error]?.(params, body) ?? {
      status: failure?.statusCode ?? 400,
      error: body.error,
      text: body.error_description,
    };
  return {
    status: found.status,
    body: { error: found.error, error_description: found.text },
    note: found.note ?? `${found.error}: ${failure?.error_detail ?? found.text}`,
  };
}
