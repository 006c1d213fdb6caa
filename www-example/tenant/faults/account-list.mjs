// The switches of the My Account API, the Token Vault and the upstream providers.

import { choice, number } from './kinds.mjs';

const SCOPES = ['all', 'create', 'none'];

export const ACCOUNT_SWITCHES = [
  choice(
    'my_account',
    ['on', 'off'],
    'The My Account API: active; or not, so that its audience and its paths are unknown.',
  ),
  choice(
    'my_account_policy',
    SCOPES,
    'What a refresh token opens at the My Account API (multi-resource policy): all its scopes; only that to connect; or nothing, so that its audience is refused.',
  ),
  choice(
    'my_account_grant',
    SCOPES,
    'What the applications may ever do at the My Account API (client grant): all; only connect; or nothing, so that tokens for it come without its scopes.',
  ),
  choice(
    'my_account_consent',
    ['skipped', 'asked'],
    'Whether the My Account API allows skipping user consent; where it does not, no refresh token opens it.',
  ),
  choice(
    'my_account_error',
    ['off', '400', '401', '403', '404', '409', '415', '429', '500', 'html', 'empty'],
    'The My Account API answers every good request with this status and its problem document; or with the HTML of a broken proxy (502); or with 200 and nothing.',
  ),
  choice(
    'me_nonce',
    ['required', 'off', 'rotate', 'rotate_on_success', 'stale'],
    'The nonce in proofs for the My Account API, apart from that of the token endpoint; the words mean the same as for as_nonce.',
  ),
  choice(
    'connect_code_location',
    ['query', 'fragment'],
    'Where the connect code, or the error, stands in the URL that ends the connection of an account.',
  ),
  choice(
    'reconnect',
    ['extend', 'conflict', 'update'],
    'An account that is connected already: 409, unless more scopes were asked for, which are added; always 409; or always taken anew.',
  ),
  choice('delete_unknown', ['204', '404'], 'Deleting an account that is not there: done all the same, or not found.'),
  choice(
    'connection_purpose',
    ['registered', 'both', 'authentication', 'connected_accounts'],
    'What google-oauth2 is for: as registered (both); sign-in and connected accounts; sign-in only; connected accounts only.',
  ),
  choice(
    'connection_clients',
    ['registered', 'other-spa', 'none'],
    'The applications that google-oauth2 is enabled for: as registered (all of them); only other-spa; none.',
  ),
  choice(
    'connection_offline_access',
    ['on', 'off'],
    'Off asks the providers for no offline access: they give no refresh token, and the Token Vault has nothing to exchange.',
  ),
  choice(
    'upstream_consent',
    ['ask', 'approve', 'deny'],
    'The consent page of the providers: shown; approved at once, for the login_hint or the first account; or denied at once.',
  ),
  number(
    'upstream_expires_in',
    300,
    { min: 1, max: 86400 },
    'Life of the access tokens of the providers in seconds; the Token Vault refreshes them.',
  ),
];
