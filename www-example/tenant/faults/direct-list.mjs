// The switches of sign-ins that go through no page of the tenant.

import { choice } from './kinds.mjs';

export const DIRECT_SWITCHES = [
  choice(
    'mfa',
    ['off', 'required_on_refresh', 'required_on_exchange', 'assurance_expired'],
    'A second factor is needed for a refresh, unless the sign-in showed one; for a token exchange; or for a refresh ten minutes after the last one was shown.',
  ),
  choice('mfa_status', ['403', '401'], 'The status of mfa_required: as in Auth0’s guides, or as in its OpenAPI file.'),
  choice(
    'exchange_action',
    [
      'validate',
      'invalid_token',
      'insufficient_scope',
      'access_denied',
      'invalid_request',
      'server_error',
      'too_many_attempts',
    ],
    'The Action of Custom Token Exchange: validates the subject token, and takes each once; or refuses every one with this code.',
  ),
];
