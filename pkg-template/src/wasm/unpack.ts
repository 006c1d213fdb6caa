/** What is below it begins a pair: `!`, `#` and `%`. */
const FIRST_SINGLE = 38;

/**
 * Turns text in which every byte is a character or a pair back into bytes.
 *
 * As short as characters beyond ASCII would be, and no bundler escapes it, no encoding matters.
 */
export function unpack(text: string, alphabet: string, size: number): Uint8Array<ArrayBuffer> {
  const byteOf: number[] = [];
  read(alphabet, (sign, byte) => (byteOf[sign] = byte));
  const bytes = new Uint8Array(size);
  read(text, (sign, index) => (bytes[index] = byteOf[sign]));
  return bytes;
}

function read(text: string, take: (sign: number, index: number) => void): void {
  let index = 0;
  for (let at = 0; at < text.length; at++) {
    let sign = text.charCodeAt(at);
    if (sign < FIRST_SINGLE) {
      sign = sign * 128 + text.charCodeAt(++at);
    }
    take(sign, index++);
  }
}
