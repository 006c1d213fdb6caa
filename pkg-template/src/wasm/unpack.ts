/**
 * Turns text in which every byte is one character back into bytes.
 *
 * A third smaller than base64, and no slower: one table, one loop.
 */
export function unpack(text: string, alphabet: string): Uint8Array<ArrayBuffer> {
  const byteOf: number[] = [];
  for (let byte = 0; byte < 256; byte++) {
    byteOf[alphabet.charCodeAt(byte)] = byte;
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = byteOf[text.charCodeAt(i)];
  }
  return bytes;
}
