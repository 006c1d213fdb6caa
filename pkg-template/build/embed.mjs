// Text in plain ASCII for the columns of the wasm: in each, a frequent byte is one character, any other two.

import { columnsOf } from './columns.mjs';

// What a quoted string, a template, an HTML parser or a comment scanner would touch.
const TOUCHY = new Set('"\'`\\$<>&/ ');
const FIRST_PRINTABLE = 0x21;
const LAST_PRINTABLE = 0x7e;
/** How many characters say that another one follows: `!`, `#` and `%`, the lowest of all. See `assembler.wat`. */
const PREFIXES = 3;

/** The usable characters: those that stand for a byte, and those that begin a pair. */
export function characters() {
  const usable = [];
  for (let code = FIRST_PRINTABLE; code <= LAST_PRINTABLE; code++) {
    if (!TOUCHY.has(String.fromCharCode(code))) usable.push(String.fromCharCode(code));
  }
  return { prefixes: usable.slice(0, PREFIXES), single: usable.slice(PREFIXES), usable };
}

/**
 * What stands for each byte. The most frequent bytes get one character; within both groups the order
 * of the bytes is kept, which compresses better than an order by frequency.
 */
export function alphabetFor(bytes) {
  const { prefixes, single, usable } = characters();
  const pairs = prefixes.flatMap((prefix) => usable.map((character) => prefix + character));
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const byCount = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const alphabet = new Array(256);
  const assign = (group, signs) => group.sort((a, b) => a - b).forEach((byte, i) => (alphabet[byte] = signs[i]));
  assign(byCount.slice(0, single.length), single);
  assign(byCount.slice(single.length), pairs);
  return alphabet;
}

/** The alphabet of some bytes, first that of 0, last that of 255; then the bytes. */
export function textOf(bytes) {
  const alphabet = alphabetFor(bytes);
  return alphabet.join('') + Array.from(bytes, (byte) => alphabet[byte]).join('');
}

/** The module `#wasm`. */
export function embed(wasm) {
  const texts = columnsOf(wasm).map((column) => `"${textOf(column)}"`);
  return `export const texts = [\n${texts.join(',\n')}\n];\nexport const size = ${wasm.length};`;
}
