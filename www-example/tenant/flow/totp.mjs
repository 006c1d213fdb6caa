// Codes by time (RFC 6238): SHA-1, six digits, thirty seconds, as every app makes them.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP = 30;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret as base32, which is how people and apps read it. */
export function newSecret() {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits
    .match(/.{5}/g)
    .map((five) => ALPHABET[Number.parseInt(five, 2)])
    .join('');
}

function bytesOf(secret) {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((eight) => Number.parseInt(eight, 2)));
}

/** The code of a secret at a time in seconds. */
export function codeAt(secret, seconds) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / STEP)));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Whether a code is that of about now: the step before and the one after count, too. */
export function isCode(secret, code, seconds) {
  if (!/^\d{6}$/.test(code)) return false;
  const near = [-STEP, 0, STEP].map((distance) => codeAt(secret, seconds + distance));
  return near.some((expected) => timingSafeEqual(Buffer.from(expected), Buffer.from(code)));
}

/** What an app reads from a QR code. */
export function barcodeUri(secret, name) {
  return `otpauth://totp/${encodeURIComponent(`Local tenant:${name}`)}?secret=${secret}&issuer=Local%20tenant`;
}
