/** The exports of `assembler.wat`. */
export interface Assembler {
  memory: WebAssembly.Memory;
  unpack(text: number, end: number, to: number): number;
  assemble(codes: number, end: number, kinds: number, columns: number, to: number): number;
}

const PAGE = 0x10000;
const ADDRESS = 4;
// Below them is the table of signs.
const KINDS = 0x1400;
const COLUMNS = KINDS + 256 * ADDRESS;
const BYTES = COLUMNS + 256 * ADDRESS;

/**
 * The wasm from the texts of its columns: like stands beside like in them, so that they compress better than the wasm.
 *
 * `build/columns.mjs` takes it apart.
 */
export function assemble({ memory, unpack, assemble }: Assembler, texts: string[], size: number): BufferSource {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  memory.grow(Math.ceil((BYTES + 2 * length + size) / PAGE));
  const bytes = new Uint8Array(memory.buffer);
  const addresses = new Uint32Array(memory.buffer);
  const encoder = new TextEncoder();
  const wasm = BYTES + length;
  // Each text is read where the wasm will be.
  const places = [BYTES];
  for (const text of texts) {
    bytes.set(encoder.encode(text), wasm);
    places.push(unpack(wasm, wasm + text.length, places[places.length - 1]));
  }
  const [kinds, codes, before, after, ...columns] = places;
  addresses.set(columns, COLUMNS / ADDRESS);
  for (let kind = kinds, index = KINDS / ADDRESS; kind < codes; index++) {
    addresses[index] = kind;
    const column = kind + 1 + bytes[kind];
    kind = column + 2 + bytes[column + 1];
  }
  bytes.copyWithin(wasm, before, after);
  const end = assemble(codes, before, KINDS, COLUMNS, wasm + after - before);
  bytes.copyWithin(end, after, columns[0]);
  return bytes.subarray(wasm, wasm + size);
}
