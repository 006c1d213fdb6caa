// Text in which every byte of the wasm is one character.

// What a quoted string, a template, an HTML parser or a comment scanner would touch.
const TOUCHY = new Set('"\'`\\$<>&/ ');
const LAST_PRINTABLE = 0x7e;
const FIRST_LATIN = 0xa1;
// Composed Latin letters only: normalisation leaves them alone, as it would not combining marks.
const END_OF_LATIN = 0x180;
const SOFT_HYPHEN = 0xad;
const DEPRECATED = 0x149;

/** The usable characters: the cheap ones (one byte of UTF-8) and the others (two). */
export function characters() {
  const cheap = [];
  for (let code = 0x21; code <= LAST_PRINTABLE; code++) {
    if (!TOUCHY.has(String.fromCharCode(code))) cheap.push(String.fromCharCode(code));
  }
  const dear = [];
  for (let code = FIRST_LATIN; code < END_OF_LATIN; code++) {
    if (code !== SOFT_HYPHEN && code !== DEPRECATED) dear.push(String.fromCharCode(code));
  }
  return { cheap, dear };
}

/**
 * The character of each byte. The most frequent bytes get the cheap characters; within both groups
 * the order of the bytes is kept, which compresses better than an order by frequency.
 */
export function alphabetFor(bytes) {
  const { cheap, dear } = characters();
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const byCount = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const alphabet = new Array(256);
  const assign = (group, chars) => group.sort((a, b) => a - b).forEach((byte, i) => (alphabet[byte] = chars[i]));
  assign(byCount.slice(0, cheap.length), cheap);
  assign(byCount.slice(cheap.length), dear);
  return alphabet;
}

/** The module `#wasm`. */
export function embed(bytes) {
  const alphabet = alphabetFor(bytes);
  let text = '';
  for (const byte of bytes) text += alphabet[byte];
  return [
    `export const text = "${text}";`,
    `export const alphabet = "${alphabet.join('')}";`,
    `export const size = ${bytes.length};`,
  ].join('\n');
}
