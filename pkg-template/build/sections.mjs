// A file of WebAssembly as its sections, and back.

import { Reader } from './reader.mjs';

const HEADER = 8;

/** The sections of a file: for each its number and its contents. */
export function sectionsOf(wasm) {
  const reader = new Reader(wasm, HEADER);
  const sections = [];
  while (reader.place < wasm.length) {
    const [id, size] = [reader.byte(), reader.number()];
    sections.push({ id, bytes: wasm.subarray(reader.place, reader.place + size) });
    reader.place += size;
  }
  return sections;
}

/** The file of these sections, with the header of another one. */
export function fileOf(sections, wasm) {
  const parts = sections.map(({ id, bytes }) => Buffer.concat([Buffer.from([id, ...number(bytes.length)]), bytes]));
  return Buffer.concat([wasm.subarray(0, HEADER), ...parts]);
}

/** An unsigned number in LEB128. */
export function number(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)];
}
