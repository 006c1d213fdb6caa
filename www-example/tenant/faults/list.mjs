// Every fault the tenant can be told to have: one row each, with the sentence the control page shows.

import { ACCOUNT_SWITCHES } from './account-list.mjs';
import { DIRECT_SWITCHES } from './direct-list.mjs';
import { DPOP_SWITCHES } from './dpop-list.mjs';
import { choice, number } from './kinds.mjs';
import { REFRESH_SWITCHES } from './refresh-list.mjs';

const ID_TOKEN_DAMAGE = [
  'off',
  'missing',
  'malformed',
  'signature',
  'unknown_kid',
  'crit',
  'iss',
  'no_iss',
  'sub',
  'other_sub',
  'aud',
  'no_aud',
  'aud_list',
  'azp',
  'no_azp',
  'nonce',
  'no_nonce',
  'exp',
  'no_exp',
  'iat',
  'no_iat',
  'nbf',
  'auth_time',
  'no_auth_time',
  'org_id',
  'no_org_id',
  'org_name',
  'no_org_name',
];

const inGroup = (group, rows) => rows.map((row) => ({ ...row, group }));

export const SWITCHES = [
  choice(
    'iss_param',
    ['off', 'on', 'wrong', 'supported_but_missing', 'unannounced'],
    'The iss parameter of the authorization response (RFC 9207): absent; right and announced; wrong and announced; announced but absent; right but not announced.',
  ),
  {
    name: 'issuer_override',
    kind: 'url',
    start: 'off',
    words: ['off'],
    help: 'Another issuer in discovery, tokens and the iss parameter, as if this were another tenant; off for its own.',
  },
  {
    name: 'rotate_keys',
    kind: 'action',
    values: ['rotate', 'promote_next', 'drop_previous'],
    start: 'idle',
    help: 'Does it once: rotate signs with a key nobody has fetched yet, promote_next with the key already published as next; both keep the previous key published until drop_previous.',
  },
  choice(
    'id_token_alg',
    ['RS256', 'PS256', 'ES256', 'HS256', 'none'],
    'The algorithm that signs ID tokens. PS256 and ES256 publish a key of their own; HS256 uses a secret nobody else has; none does not sign.',
  ),
  choice(
    'id_token_tamper',
    ID_TOKEN_DAMAGE,
    'One thing wrong with each ID token: a claim changed (its name) or left out (no_ and its name), the signature, the key id, a critical header, or the whole token.',
  ),
  choice(
    'token_body',
    ['normal', 'html', 'html_ok', 'empty', 'truncated'],
    'The body of a token answer: as it should be; the HTML page of a broken proxy (status 502); HTML with status 200; nothing; JSON cut in half. The code is used up in each case.',
  ),
  number(
    'expires_in',
    'normal',
    { min: 1, max: 31536000, words: ['normal', 'omit'] },
    'Life of access tokens in seconds; omit leaves the member out of the token answer.',
  ),
  choice(
    'authorize_hang',
    ['off', 'silent', 'all'],
    'The authorization endpoint takes the request and never answers: only for prompt=none, or always.',
  ),
  choice(
    'web_message_origin',
    ['right', 'wrong'],
    'The origin the web_message page posts to: the one of the redirect URI, or another, so that the browser drops the message.',
  ),
  number(
    'clock_skew',
    0,
    { min: -31536000, max: 31536000 },
    'Seconds by which the clock of the tenant is ahead (or behind, if negative) in tokens and the Date header.',
  ),
  choice(
    'rate_limit',
    ['off', 'token', 'all', 'my_account'],
    'Answers 429 with Retry-After: the token endpoint, everything but this page, or the My Account API.',
  ),
  number(
    'token_delay',
    0,
    { min: 0, max: 60000 },
    'Milliseconds the token endpoint waits before it works on a request.',
  ),
  choice(
    'token_redirect',
    ['off', '307'],
    'The token endpoint answers with a redirect to another path instead of tokens.',
  ),
  choice(
    'cors',
    ['normal', 'blocked'],
    'Blocked leaves out every CORS header, as for an origin that is not registered.',
  ),
  choice(
    'passkeys',
    ['on', 'off'],
    'Signing up and in with a passkey: as registered, or not enabled for the connection.',
  ),
  choice('anonymous', ['on', 'off'], 'Anonymous sessions: as registered, or not enabled for the tenant.'),
  ...inGroup('Sessions that last', REFRESH_SWITCHES),
  ...inGroup('Proof of possession', DPOP_SWITCHES),
  ...inGroup('Sign-in without a page', DIRECT_SWITCHES),
  ...inGroup('Connected accounts', ACCOUNT_SWITCHES),
];
