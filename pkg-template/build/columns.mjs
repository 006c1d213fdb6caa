// The wasm taken apart into columns: all opcodes in one, the local indices in another, and so on. Like stands beside
// like, and the compression that the server or the bundler's user applies finds a tenth more. `assemble.ts` puts the
// columns together again.

import { piecesOf } from './pieces.mjs';
import { Reader } from './reader.mjs';

const HEADER = 8;
const CODE = 10;
const END = 0;
const VERBATIM = 1;
const MOST_KINDS = 256;
const LONGEST_RUN = 7;

/** `[kinds, codes, before, after, verbatim, …operands]`: what `assemble.ts` reads. */
export function columnsOf(wasm) {
  const { start, end } = codeSection(wasm);
  const bodies = bodiesOf(wasm.subarray(start, end));
  const kinds = kindsOf(bodies.flat());
  const [codes, verbatim] = [[], []];
  const operands = new Map([...kinds.columns].map((name) => [name, []]));
  for (const pieces of bodies) {
    pieces.forEach((piece, index) => {
      const code = index === pieces.length - 1 ? END : kinds.codes.get(keyOf(piece));
      if (code === undefined) return inRuns(piece.start, { codes, verbatim });
      codes.push(code);
      if (piece.column && code !== END) operands.get(piece.column).push(...piece.operand);
    });
  }
  const columns = [kinds.bytes, codes, wasm.subarray(0, start), wasm.subarray(end), verbatim, ...operands.values()];
  return columns.map((column) => Uint8Array.from(column));
}

/** Where the bodies are: behind the number of them. */
function codeSection(wasm) {
  const reader = new Reader(wasm, HEADER);
  while (reader.place < wasm.length) {
    const [id, size] = [reader.byte(), reader.number()];
    const end = reader.place + size;
    if (id === CODE) {
      reader.number();
      return { start: reader.place, end };
    }
    reader.place = end;
  }
  throw new Error('The wasm has no code.');
}

function bodiesOf(section) {
  const bodies = [];
  const reader = new Reader(section);
  while (reader.place < section.length) bodies.push(piecesOf(reader.part(reader.number())));
  return bodies;
}

/** Every kind of piece with an operand has a code; of those that stay whole, the most frequent. */
function kindsOf(pieces) {
  const found = new Map();
  for (const piece of pieces) {
    const key = keyOf(piece);
    const kind = found.get(key) ?? { ...piece, key, count: 0 };
    kind.count += 1;
    found.set(key, kind);
  }
  const needed = ({ column }) => (column ? 1 : 0);
  const ranked = [...found.values()]
    .filter(({ start }) => start.length <= LONGEST_RUN)
    .sort((a, b) => needed(b) - needed(a) || b.count - a.count);
  const end = { start: [0x0b], rest: [] };
  const verbatim = { start: [], rest: [] };
  const kinds = [end, verbatim, ...ranked.slice(0, MOST_KINDS - 2)];
  if (ranked.slice(kinds.length - 2).some(needed)) throw new Error('The wasm has too many kinds of instructions.');
  const columns = new Set(kinds.flatMap(({ column = [] }) => column));
  return {
    columns,
    codes: new Map(kinds.map(({ key }, code) => [key, code])),
    bytes: kinds.flatMap((kind) => described(kind, columns)),
  };
}

/** What always begins it, in which column its operand is (0: none), what always follows. */
function described({ start, column, rest = [] }, columns) {
  return [start.length, ...start, column ? [...columns].indexOf(column) + 1 : 0, rest.length, ...rest];
}

const keyOf = ({ start, column, rest = [] }) => [column, [...start], [...rest]].join('|');

function inRuns(bytes, { codes, verbatim }) {
  for (let from = 0; from < bytes.length; from += LONGEST_RUN) {
    const run = bytes.subarray(from, from + LONGEST_RUN);
    codes.push(VERBATIM);
    verbatim.push(run.length, ...run);
  }
}
