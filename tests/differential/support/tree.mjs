// What was seen, as a tree in which what is random is named by its form, and what is encoded is open.

const RANDOM =
  /^(state|nonce|code|code_verifier|code_challenge|connect_code|access_token|refresh_token|auth_session|authSession|ticket|jti|sid|kid|at_hash|ath|dpop_jkt|jkt|x|y|newDpopNonce|session_token|mfa_token|oob_code|oobCode|recoveryCodes|recovery_code|secret|manual_input_code|public_key|publicKey|id|header|payload|signature|token|sessionToken|accessToken|rawId|clientDataJSON|attestationObject|authenticatorData|userHandle|challenge|auth0\.spa\.stamp.*|auth0-spa-wasm\.dpop)$/;
/** What a person reads off a device and types. */
const TYPED = /^(otp|otp_code|binding_code)$/;
/** Shorter ones are not random: a person wrote them. */
const SHORTEST = 10;
const TIME =
  /^(iat|exp|nbf|auth_time|expiresAt|sessionTokenExpiresAt|expires_at|created_at|updated_at|last_auth|last_password_reset|session_expiry)$/;
const JWT = /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*$/;

/** The tree of a value that the page described. */
export function open(value, name = '') {
  if (value !== null && typeof value === 'object') return members(value, name);
  if (TIME.test(name) && value !== null && !isMark(value)) return '‹time›';
  if (typeof value !== 'string' || isMark(value)) return value;
  if (JWT.test(value)) return { $jwt: openJwt(value) };
  if (/^(Bearer|DPoP|dpop|bearer) eyJ/.test(value)) return openCredentials(value);
  if (TYPED.test(name) && /^\d{6}$/.test(value)) return randomMark(value, name);
  if (RANDOM.test(name) && value.length >= SHORTEST) return randomMark(value, name);
  if (/^(https?:\/\/\S+)?[?]\S*=/.test(value)) return openUrl(value);
  return value.replace(IN_TEXT, '‹random›').replace(DATE, '‹time›');
}

/** Opaque tokens, and random values inside a message. */
const IN_TEXT =
  /(?<=[?&]secret=)[A-Z2-7]{16,}|Fe26\.2\*[\w-]+|(?<=\bdev_)[0-9a-f]{16}|(?<=\w%7C)[\w-]{16}(?![\w-])|(?<![\w.-])((v1\.)?[\w-]{43}|[\w+/-]{56,60}==|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])|(?<=kid ")[^"]+/g;
const DATE = /\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT\+0000 \([\w ]+\)/g;

const isMark = (value) => typeof value === 'string' && value.startsWith('‹');
const members = (value, name) =>
  Array.isArray(value)
    ? value.map((item) => open(item, name))
    : Object.fromEntries(Object.entries(value).map(([key, item], index) => [keyMark(key, index), open(item, key)]));

/** Keys that are random, too: this package keeps what it remembers under the `state`. */
export const keyMark = (key, index) => key.replace(/(?:[\w+/-]|%2B|%2F){56,60}(==|%3D%3D)/, `‹random ${index + 1}›`);

// The parts of a token are as long as what is in them.
const OF_ANY_LENGTH =
  /^(public_key|publicKey|token|sessionToken|accessToken|session_token|clientDataJSON|attestationObject|authenticatorData|authSession|header|payload|signature|access_token|refresh_token)$/;

function randomMark(value, name) {
  if (OF_ANY_LENGTH.test(name)) return '‹random›';
  const padded = value.endsWith('==') ? ', padded' : '';
  return `‹random, ${value.length} characters${padded}›`;
}

function openJwt(text) {
  const [header, payload] = text.split('.').slice(0, 2);
  const read = (part) => open(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  return { header: read(header), payload: read(payload) };
}

function openCredentials(value) {
  const [scheme, token] = value.split(' ');
  return { scheme, token: open(token) };
}

export function openUrl(text) {
  const [before, hash] = text.split('#');
  const mark = before.indexOf('?');
  const tree = { base: before.slice(0, mark), query: openPairs(before.slice(mark + 1)) };
  return hash === undefined ? tree : { ...tree, hash };
}

/** `a=b&c`, each value as it was encoded; a name that comes again is counted. */
export function openPairs(text) {
  const tree = {};
  for (const pair of text === '' ? [] : text.split('&')) {
    const mark = pair.indexOf('=');
    const name = mark < 0 ? pair : pair.slice(0, mark);
    const raw = mark < 0 ? '‹no value›' : pair.slice(mark + 1);
    const decoded = mark < 0 ? raw : decode(raw);
    const value = name === 'auth0Client' ? openTelemetry(decoded) : open(decoded, name);
    const unchanged = value === decoded;
    tree[name in tree ? `${name}#${Object.keys(tree).length}` : name] = unchanged ? raw : value;
  }
  return tree;
}

const decode = (raw) => decodeURIComponent(raw.replaceAll('+', ' '));

export function openTelemetry(value) {
  return { raw: JSON.parse(Buffer.from(value, 'base64').toString('utf8')) };
}

/** JSON text as a tree, other text as itself. */
export function openText(text, name) {
  try {
    return open(JSON.parse(text), name);
  } catch {
    return open(text, name);
  }
}
