// The order of the functions in the wasm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordered } from '../../pkg-template/build/functions.mjs';
import { Reader } from '../../pkg-template/build/reader.mjs';
import { sectionsOf } from '../../pkg-template/build/sections.mjs';
import { readBytes } from './support/package.mjs';

const [FUNCTIONS, CODE] = [3, 10];
const I32 = 0x7f;
const text = (content) => [content.length, ...Buffer.from(content)];
const section = (id, bytes) => [id, bytes.length, ...bytes];
const list = (items) => [items.length, ...items.flat()];
const body = (...instructions) => [instructions.length + 2, 0, ...instructions, 0x0b];
const [CALL, GET, CONST, ADD] = [0x10, 0x20, 0x41, 0x6a];

// Imported function 0 doubles; 1 is double of a parameter, 2 that of 5, 3 stands in the table and gives 3, 4 is the start and
// puts 7 into memory, and 5 adds up what 2, the table and the memory give.
const wasm = (custom = []) =>
  Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      list([
        [0x60, 1, I32, 1, I32],
        [0x60, 0, 0],
        [0x60, 0, 1, I32],
      ]),
    ),
    ...section(2, [1, ...text('g'), ...text('double'), 0, 0]),
    ...section(FUNCTIONS, list([0, 2, 2, 1, 2])),
    ...section(4, [1, 0x70, 0, 1]),
    ...section(5, [1, 0, 1]),
    ...section(
      7,
      list([
        [...text('run'), 0, 5],
        [...text('memory'), 2, 0],
      ]),
    ),
    ...section(8, [4]),
    ...section(9, [1, 0, CONST, 0, 0x0b, 1, 3]),
    ...section(
      CODE,
      list([
        body(GET, 0, CALL, 0),
        body(CONST, 5, CALL, 1),
        body(CONST, 3),
        body(CONST, 0, CONST, 7, 0x36, 0, 0),
        body(CALL, 2, CONST, 0, 0x11, 2, 0, ADD, CONST, 0, 0x28, 0, 0, ADD),
      ]),
    ),
    ...custom,
  ]);

function run(bytes) {
  const imports = { g: { double: (number) => 2 * number } };
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports.run();
}

function typesOf(bytes) {
  const reader = new Reader(sectionsOf(bytes).find(({ id }) => id === FUNCTIONS).bytes);
  return Array.from({ length: reader.number() }, () => reader.number());
}

test('functions of one type stand together, and calls, table, start and exports find them', () => {
  assert.equal(run(wasm()), 20);
  assert.equal(run(ordered(wasm())), 20);
  assert.deepEqual(typesOf(ordered(wasm())), [0, 1, 2, 2, 2]);
});

test('what has that order stays as it is', () => {
  assert.deepEqual(ordered(ordered(wasm())), ordered(wasm()));
});

test('the wasm of the package has that order', () => {
  const types = typesOf(readBytes('dist/auth0_spa_wasm_bg.wasm'));
  assert.ok(types.length > 1000);
  assert.deepEqual(
    types,
    [...types].sort((a, b) => a - b),
  );
});

test('a wasm with names of functions, or with an instruction that is not known, is refused', () => {
  assert.throws(() => ordered(wasm(section(0, [...text('name'), 0]))), /names of functions/);
  const strange = wasm();
  strange[strange.lastIndexOf(ADD)] = 0xfd;
  assert.throws(() => ordered(strange), /does not know: fd/);
});
