/** What is below it begins a pair: `!`, `#` and `%`. */
const FIRST_SINGLE = 38;
const BYTES = 256;

/**
 * Turns text in which every byte is a character or a pair back into bytes.
 *
 * As short as characters beyond ASCII would be, and no bundler escapes it, no encoding matters.
 */
export function unpack(text: string, alphabet: string, size: number): Uint8Array<ArrayBuffer> {
  const byteOf = new Uint8Array(FIRST_SINGLE * 128);
  signs(alphabet, BYTES).forEach((sign, byte) => (byteOf[sign] = byte));
  const bytes = new Uint8Array(size);
  const all = signs(text, size);
  // Plain loops, as they run once, half a million times, before anything is optimised.
  for (let index = 0; index < size; index++) {
    bytes[index] = byteOf[all[index]];
  }
  return bytes;
}

/** The characters and pairs of a text, as numbers. */
function signs(text: string, count: number): Uint16Array {
  const found = new Uint16Array(count);
  for (let at = 0, index = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    found[index++] = sign < FIRST_SINGLE ? sign * 128 + text.charCodeAt(++at) : sign;
  }
  return found;
}
