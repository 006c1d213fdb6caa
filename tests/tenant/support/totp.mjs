// An authenticator app: one-time passwords by RFC 6238, made by WebCrypto, not by the code of the tenant.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function decode(base32) {
  const value = [...base32].reduce((number, char) => number * 32n + BigInt(ALPHABET.indexOf(char)), 0n);
  const size = Math.floor((base32.length * 5) / 8);
  const hex = (value >> BigInt((base32.length * 5) % 8)).toString(16).padStart(size * 2, '0');
  return Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
}

/** The code that an app shows `seconds` after 1970 for what a QR code says. */
export async function totp(barcodeUri, seconds = Date.now() / 1000) {
  const { searchParams } = new URL(barcodeUri);
  const [period, digits] = [Number(searchParams.get('period') ?? 30), Number(searchParams.get('digits') ?? 6)];
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(seconds / period)));
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', decode(searchParams.get('secret')), algorithm, false, ['sign']);
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, counter));
  const number = digest.getUint32(digest.getUint8(19) & 15) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
