// The switches of sign-ins that go through no page of the tenant.

import { choice } from './kinds.mjs';

export const DIRECT_SWITCHES = [
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
