// The functions of the wasm in an order that compresses: node pkg-template/build/functions.mjs target/wasm-pack
//
// wasm-opt puts first what is called most. Here functions of one type stand together, and of these the ones that begin
// alike: what a compressor has seen lately costs it less, and the list of their types costs nearly nothing.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instructions } from './instructions.mjs';
import { Reader } from './reader.mjs';
import { fileOf, number, sectionsOf } from './sections.mjs';

const [CUSTOM, IMPORTS, FUNCTIONS, EXPORTS, START, ELEMENTS, CODE] = [0, 2, 3, 7, 8, 9, 10];
const FUNCTION = 0;
const [CALL, REFERENCE] = [0x10, 0xd2];
const END = 0x0b;
const [FIRST_ACCESS, LAST_ACCESS] = [0x28, 0x3e];
// How each access to memory is aligned as a rule, as a power of two. It is a hint: what is read does not depend on it.
const USUAL = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/** The same wasm with its functions in that order, and the usual alignment at every access to memory. */
export function ordered(wasm) {
  const sections = sectionsOf(wasm);
  const section = (id) => sections.find((one) => one.id === id).bytes;
  // Nothing but functions: see `imports.mjs`.
  const imported = new Reader(section(IMPORTS)).number();
  const types = list(section(FUNCTIONS), (reader) => reader.number());
  const bodies = list(section(CODE), (reader) => reader.part(reader.number())).map(aligned);
  const order = [...bodies.keys()].sort((a, b) => types[a] - types[b] || Buffer.compare(bodies[a], bodies[b]) || a - b);
  const places = new Map(order.map((old, place) => [imported + old, imported + place]));
  const place = (index) => number(places.get(index) ?? index);
  const rewrite = {
    [CUSTOM]: refuseNames,
    [FUNCTIONS]: () => counted(order.map((index) => number(types[index]))),
    [EXPORTS]: (bytes) => counted(list(bytes, (reader) => exported(reader, place))),
    [START]: (bytes) => place(new Reader(bytes).number()),
    [ELEMENTS]: (bytes) => counted(list(bytes, (reader) => elements(reader, place))),
    [CODE]: () => counted(order.map((index) => sized(linked(bodies[index], place)))),
  };
  const changed = sections.map(({ id, bytes }) => ({ id, bytes: Buffer.from(rewrite[id]?.(bytes) ?? bytes) }));
  return fileOf(changed, wasm);
}

function list(bytes, read) {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.number() }, () => read(reader));
}

const counted = (items) => Buffer.concat([number(items.length), ...items].map((item) => Buffer.from(item)));
const sized = (bytes) => [...number(bytes.length), ...bytes];

function refuseNames(bytes) {
  if (new Reader(bytes).text() === 'name')
    throw new Error('The wasm has names of functions, in the old order: strip them.');
  return bytes;
}

function exported(reader, place) {
  const start = reader.place;
  reader.text();
  const kind = reader.byte();
  const named = reader.bytes.subarray(start, reader.place);
  const index = reader.number();
  return [...named, ...(kind === FUNCTION ? place(index) : number(index))];
}

/** Functions of a table from some place on. Of the eight forms the two that Rust's linker and wasm-bindgen make. */
function elements(reader, place) {
  const start = reader.place;
  const form = reader.number();
  if (form !== 0 && form !== 2) throw new Error(`The wasm has elements of form ${form}: 0 or 2 is expected.`);
  if (form === 2) reader.number();
  for (const { opcode } of instructions(reader, reader.bytes.length)) if (opcode === END) break;
  if (form === 2) reader.byte();
  const head = reader.bytes.subarray(start, reader.place);
  const indices = Array.from({ length: reader.number() }, () => place(reader.number()));
  return [...head, ...counted(indices)];
}

const aligned = (body) =>
  rewritten(body, (opcode, bytes) =>
    opcode >= FIRST_ACCESS && opcode <= LAST_ACCESS
      ? [opcode, USUAL[opcode - FIRST_ACCESS], ...bytes.subarray(2)]
      : bytes,
  );

const linked = (body, place) =>
  rewritten(body, (opcode, bytes) =>
    opcode === CALL || opcode === REFERENCE ? [opcode, ...place(new Reader(bytes, 1).number())] : bytes,
  );

/** A function with other instructions for some of its own. */
function rewritten(body, change) {
  const reader = new Reader(body);
  for (let groups = reader.number(); groups > 0; groups--) {
    reader.number();
    reader.byte();
  }
  const parts = [body.subarray(0, reader.place)];
  for (const { opcode, start, end } of instructions(reader, body.length)) {
    parts.push(Buffer.from(change(opcode, body.subarray(start, end))));
  }
  return Buffer.concat(parts);
}

function main(folder) {
  const path = join(folder, 'auth0_spa_wasm_bg.wasm');
  writeFileSync(path, ordered(readFileSync(path)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2]);
