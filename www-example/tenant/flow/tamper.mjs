// What `id_token_tamper` does to the claims or to the finished token: one thing wrong at a time.

const drop =
  (name) =>
  ({ [name]: _, ...rest }) =>
    rest;
const put = (name, value) => (claims) => ({ ...claims, [name]: typeof value === 'function' ? value(claims) : value });
const HOUR = 3600;
const DAY = 86400;

const CLAIMS = {
  iss: put('iss', 'https://attacker.example/'),
  no_iss: drop('iss'),
  sub: drop('sub'),
  other_sub: put('sub', 'auth0|mallory'),
  aud: put('aud', 'another-client'),
  no_aud: drop('aud'),
  aud_list: (claims) => ({ ...claims, aud: [claims.aud, 'another-client'], azp: 'another-client' }),
  azp: put('azp', 'another-client'),
  no_azp: (claims) => drop('azp')({ ...claims, aud: [claims.aud, 'another-client'] }),
  nonce: put('nonce', 'a-nonce-nobody-sent'),
  no_nonce: drop('nonce'),
  exp: put('exp', ({ iat }) => iat - DAY),
  no_exp: drop('exp'),
  iat: put('iat', ({ iat }) => iat + DAY),
  no_iat: drop('iat'),
  nbf: put('nbf', ({ iat }) => iat + HOUR),
  auth_time: put('auth_time', ({ iat }) => iat - 30 * DAY),
  no_auth_time: drop('auth_time'),
  org_id: put('org_id', 'org_attacker'),
  no_org_id: drop('org_id'),
  org_name: put('org_name', 'attacker'),
  no_org_name: drop('org_name'),
};

const HEADER = {
  unknown_kid: (header) => ({ ...header, kid: 'a-key-nobody-published' }),
  crit: (header) => ({ ...header, crit: ['https://example.com/unknown'], 'https://example.com/unknown': true }),
};

// The middle of the signature: its last character may hold padding bits only.
function breakSignature(token) {
  const at = token.lastIndexOf('.') + 20;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

const TOKEN = {
  missing: () => undefined,
  malformed: (token) => token.split('.').slice(0, 2).join('.'),
  signature: breakSignature,
};

/** What `refresh_id_token` does to the claims of a refreshed ID token; none are left for `omit`. */
const REFRESHED = {
  omit: () => undefined,
  other_sub: put('sub', 'auth0|mallory'),
  other_nonce: put('nonce', 'a-nonce-nobody-sent'),
  other_sid: put('sid', 'a-session-nobody-began'),
  later_session_expiry: put('session_expiry', ({ iat }) => iat + DAY),
};

const same = (value) => value;

export const tamperClaims = (kind) => CLAIMS[kind] ?? same;
export const tamperHeader = (kind) => HEADER[kind] ?? same;
export const tamperRefreshed = (kind) => REFRESHED[kind] ?? same;
export const tamperToken = (kind) => TOKEN[kind] ?? same;
