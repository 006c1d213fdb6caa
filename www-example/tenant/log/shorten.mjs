// Secrets leave the tenant's log shortened: enough to recognise one, not enough to use it.

const SECRET =
  /^(code|code_verifier|password|client_secret|client_assertion|token|subject_token|connect_code|auth_session|ticket|mfa_token|session_transfer_token|id_token_hint|invitation|provider|challenge|signature|otp_code|new_password|manual_input_code|barcode_uri|otp|secret|(binding|oob|recovery)_codes?)$|_token$/;
const SECRET_HEADER = new Set(['authorization', 'dpop']);

/** `abcd…wxyz (43)`; a short one is not shown at all. */
export function shorten(text) {
  const value = String(text);
  return value.length < 20 ? `… (${value.length})` : `${value.slice(0, 4)}…${value.slice(-4)} (${value.length})`;
}

function shortenMember(name, value) {
  if (Array.isArray(value)) return value.map((item) => shortenMember(name, item));
  if (value !== null && typeof value === 'object') return shortenParams(value);
  return SECRET.test(name) && value !== '' ? shorten(value) : value;
}

export function shortenParams(params) {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, shortenMember(name, value)]));
}

export function shortenHeader(name, value) {
  if (!SECRET_HEADER.has(name)) return value;
  const [, scheme, secret] = /^(\w+ )?(.*)$/.exec(value);
  return (scheme ?? '') + shorten(secret);
}

/** A path with a long, random last part shortened, such as the number of a sign-in. */
export function shortenPath(path) {
  return path.replace(/[\w-]{32,}$/, (part) => `${part.slice(0, 4)}…${part.slice(-4)}`);
}

/** A URL with the secrets of its query shortened. */
export function shortenUrl(text) {
  const [path, query] = text.split('?');
  if (query === undefined) return shortenPath(text);
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${shortenMember(name, value)}`);
  return `${shortenPath(path)}?${pairs.join('&')}`;
}
