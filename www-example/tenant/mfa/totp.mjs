// One-time passwords by time (RFC 6238), as authenticator apps make them: SHA-1, six digits, 30 seconds.

import { createHmac, randomBytes } from 'node:crypto';

const STEP = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret of 160 bits, in Base32. */
export function newSecret() {
  return [...randomBytes(32)].map((byte) => BASE32[byte % 32]).join('');
}

/** What an app reads from a QR code. */
export function barcodeUri(secret, name) {
  const label = encodeURIComponent(`Local tenant:${name}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Local%20tenant&algorithm=SHA1&digits=6&period=30`;
}

function bytesOf(secret) {
  const bits = [...secret].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The number of the step a time in seconds belongs to. */
export const stepAt = (seconds) => Math.floor(seconds / STEP);

/** The code of a step. */
export function codeOf(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const at = digest.at(-1) & 15;
  const number = digest.readUInt32BE(at) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The step that `code` is of, at most one away from that of `seconds`; undefined for a wrong code. */
export function stepOf(secret, code, seconds) {
  const now = stepAt(seconds);
  return [now, now - 1, now + 1].find((step) => codeOf(secret, step) === code);
}
