// Where the bytes of the wasm are: code by crate, and by module for this one. Before wasm-opt, which mixes functions.
//
//   make package && node benches/anatomy.mjs          by crate and module
//   node benches/anatomy.mjs --functions=40           the largest functions
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const LINKED = 'target/small/wasm32-unknown-unknown/release/auth0_spa_wasm.wasm';
const OWN = 'auth0_spa_wasm';
const FUNCTION = 0;
const [CUSTOM, IMPORTS, CODE] = [0, 2, 10];
const FUNCTION_NAMES = 1;

/** Reads the binary format of WebAssembly, as far as it is needed here. */
class Reader {
  constructor(bytes, place = 0) {
    this.bytes = bytes;
    this.place = place;
  }

  byte() {
    return this.bytes[this.place++];
  }

  number() {
    let [value, factor, byte] = [0, 1, 0];
    do {
      byte = this.byte();
      value += (byte & 0x7f) * factor;
      factor *= 0x80;
    } while (byte & 0x80);
    return value;
  }

  text() {
    const length = this.number();
    this.place += length;
    return this.bytes.toString('utf8', this.place - length, this.place);
  }

  limits() {
    const hasMost = this.byte() & 1;
    this.number();
    if (hasMost) this.number();
  }
}

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
function functionsOf(bytes) {
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
  return sizes.map((size, index) => ({ size, name: tidy(names.get(index + imported) ?? 'unnamed') }));
}

const tidy = (name) => name.replace(/\[[0-9a-f]{14,16}\]/g, '');

/** The crate a function belongs to, with the module for our own; drop glue by itself. */
function ownerOf(name) {
  if (name.includes('drop_in_place')) return 'drop glue';
  const path = /^[<&\s]*(?:dyn |mut )?([a-z_][\w]*(?:::[a-z_]\w*)*)/.exec(name)?.[1]?.split('::') ?? ['other'];
  return path[0] === OWN && path[1] ? `${OWN}::${path[1]}` : path.length > 1 ? path[0] : 'other';
}

function named() {
  const folder = mkdtempSync(join(tmpdir(), 'anatomy-'));
  try {
    execFileSync('.tools/bin/wasm-bindgen', ['--target=web', '--keep-debug', `--out-dir=${folder}`, LINKED]);
    return readFileSync(join(folder, 'auth0_spa_wasm_bg.wasm'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main() {
  const { values } = parseArgs({ options: { functions: { type: 'string' } } });
  const functions = functionsOf(named());
  if (values.functions) {
    const largest = functions.sort((a, b) => b.size - a.size).slice(0, Number(values.functions));
    for (const { size, name } of largest) console.log(`${String(size).padStart(7)}  ${name}`);
    return;
  }
  const sums = new Map();
  for (const { size, name } of functions) sums.set(ownerOf(name), (sums.get(ownerOf(name)) ?? 0) + size);
  for (const [owner, size] of [...sums].sort((a, b) => b[1] - a[1])) {
    console.log(`| ${owner.padEnd(28)} | ${(size / 1000).toFixed(1).padStart(6)} |`);
  }
}

main();
