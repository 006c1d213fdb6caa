// The functions in a file of WebAssembly, with their names and sizes.

import { Reader } from '../pkg-template/build/reader.mjs';

const FUNCTION = 0;
const [CUSTOM, IMPORTS, CODE] = [0, 2, 10];
const FUNCTION_NAMES = 1;

function countImports(reader) {
  let functions = 0;
  for (let count = reader.number(); count > 0; count--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === FUNCTION) {
      functions += 1;
      reader.number();
    } else if (kind === 1) {
      reader.byte();
      reader.limits();
    } else if (kind === 2) reader.limits();
    else reader.place += 2;
  }
  return functions;
}

function readSizes(reader) {
  return Array.from({ length: reader.number() }, () => {
    const size = reader.number();
    reader.place += size;
    return size;
  });
}

function readNames(reader, end, names) {
  if (reader.text() !== 'name') return;
  while (reader.place < end) {
    const [kind, size] = [reader.byte(), reader.number()];
    const next = reader.place + size;
    if (kind === FUNCTION_NAMES) {
      for (let count = reader.number(); count > 0; count--) names.set(reader.number(), reader.text());
    }
    reader.place = next;
  }
}

/** Every function with its name and size in bytes. */
export function functionsOf(bytes) {
  const reader = new Reader(bytes, 8);
  const names = new Map();
  let [imported, sizes] = [0, []];
  while (reader.place < bytes.length) {
    const [id, size] = [reader.byte(), reader.number()];
    const end = reader.place + size;
    if (id === IMPORTS) imported = countImports(reader);
    if (id === CODE) sizes = readSizes(reader);
    if (id === CUSTOM) readNames(reader, end, names);
    reader.place = end;
  }
  return sizes.map((size, index) => ({ size, name: names.get(index + imported) ?? 'unnamed' }));
}
