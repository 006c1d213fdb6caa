// The switches of sessions that last: refresh tokens, and what ends them.

import { choice, number, text } from './kinds.mjs';

const YEAR = 31557600;

export const REFRESH_SWITCHES = [
  choice(
    'rotation',
    ['on', 'off', 'non-rotating'],
    'Refresh tokens of the applications: each one works once and brings the next; none are issued (a browser application has to rotate); or one that stays.',
  ),
  number(
    'leeway',
    0,
    { min: 0, max: 3600 },
    'Overlap in seconds: for so long after its use the refresh token before the newest works once more. With 0 its second use ends the family.',
  ),
  number(
    'rt_lifetime',
    2592000,
    { min: 1, max: YEAR },
    'Absolute life of a refresh-token family in seconds, from the sign-in on; rotation does not extend it.',
  ),
  number(
    'rt_idle',
    1296000,
    { min: 1, max: YEAR },
    'Life of a refresh token that is not used, in seconds. Both lives count for tokens given from then on.',
  ),
  choice(
    'refresh_loses_response',
    ['off', 'once', 'always'],
    'The refresh token is rotated, and then the connection is dropped without an answer.',
  ),
  choice(
    'refresh_id_token',
    ['normal', 'omit', 'other_sub', 'other_nonce', 'other_sid', 'later_session_expiry'],
    'One thing wrong with the ID token of a refresh: left out, another person, a nonce, another session, or a later end of the session.',
  ),
  choice(
    'mrrt_unlisted',
    ['reject', 'ignore'],
    'A refresh request for an audience that no policy lists: refused, or answered for the original audience.',
  ),
  text(
    'scope_override',
    ['off', 'omit'],
    'The scope member of token answers, whatever was granted; omit leaves it out, off tells the truth.',
  ),
  choice(
    'token_dialect',
    ['registered', 'auth0', 'rfc9068'],
    'The form of access tokens for an API: as the API is registered, all in Auth0’s form, or all in that of RFC 9068.',
  ),
  choice(
    'third_party_cookies',
    ['allowed', 'blocked'],
    'Blocked treats the session cookie as absent in frames, as browsers do that block third-party cookies.',
  ),
  number(
    'session_expiry',
    'off',
    { min: 1, max: YEAR, words: ['off'] },
    'The claim session_expiry of ID tokens: so many seconds after the sign-in. A refresh does not move it.',
  ),
  choice('blocked_user', ['off', 'ada', 'grace', 'alan'], 'This person is blocked: sign-in and refresh are refused.'),
  choice('deleted_user', ['off', 'ada', 'grace', 'alan'], 'This person no longer exists; refresh tokens of theirs do.'),
];
