/** Bytes as base64url, the way JSON Web Tokens write them. */
export function encode(bytes) {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A text, or a value as JSON, as base64url. */
export function encodeText(value) {
  return encode(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));
}

/** The SHA-256 of a text, as base64url. */
export async function fingerprint(text) {
  return encode(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

/** One part of a JSON Web Token, read without a check: 0 is its header, 1 what it says. */
export function readPart(token, index) {
  const text = token.split('.')[index].replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
