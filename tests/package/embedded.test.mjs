// The wasm inside the default entries is the wasm beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'acorn';
import binaryen from 'binaryen';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblerModule } from '../../pkg-template/build/assembler.mjs';
import { columnsOf } from '../../pkg-template/build/columns.mjs';
import { alphabetFor, characters, embed } from '../../pkg-template/build/embed.mjs';
import { measure } from '../../pkg-template/build/sizes.mjs';
import { PACKAGE, read, readBytes, ROOT, WASM_PACK } from './support/package.mjs';

const wasm = readBytes('dist/auth0_spa_wasm_bg.wasm');

const moduleOf = (script) => import(`data:text/javascript,${encodeURIComponent(script)}`);

/** The decoder as it is shipped: Base64 of the assembler, texts and size, to the wasm. */
async function decoder() {
  const result = await build({
    entryPoints: [join(ROOT, 'pkg-template/src/wasm/assemble.ts')],
    bundle: true,
    write: false,
    format: 'esm',
  });
  const { assemble } = await moduleOf(result.outputFiles[0].text);
  return async ({ assembler, texts, size }) => {
    const { instance } = await WebAssembly.instantiate(Buffer.from(assembler, 'base64'));
    return Buffer.from(assemble(instance.exports, texts, size));
  };
}

/** A wasm and back, by all that the package's build does. */
async function thereAndBack(bytes) {
  const [{ assembler }, embedded, decode] = [
    await moduleOf(assemblerModule()),
    await moduleOf(embed(bytes)),
    await decoder(),
  ];
  return decode({ assembler, ...embedded });
}

/** The values of the top-level variables of a script that are literals, or lists of them. */
function literals(path) {
  const { body } = parse(read(path), { ecmaVersion: 'latest', sourceType: 'module' });
  const declarations = body.flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []));
  const valueOf = (init) => init?.elements?.map(({ value }) => value) ?? init?.value;
  return Object.fromEntries(declarations.map(({ id, init }) => [id.name, valueOf(init)]));
}

const small = readFileSync(join(WASM_PACK, 'first/auth0_spa_wasm_bg.wasm'));
/** The scripts that embed a wasm, and which. */
const EMBEDDED = { 'dist/index.js': small, 'dist/whole.js': wasm, 'dist/index.cjs': wasm };

for (const [path, bytes] of Object.entries(EMBEDDED)) {
  test(`${path} holds the exact bytes`, async () => {
    const found = literals(path);
    assert.equal(found.size, bytes.length);
    for (const text of found.texts) assert.match(text, /^[!-~]+$/);
    const decode = await decoder();
    assert.ok(bytes.equals(await decode({ ...literals('dist/index.js'), ...found })));
  });
}

test('in columns it is a tenth smaller', () => {
  const plain = measure(wasm).brotli;
  const columns = measure(Buffer.concat(columnsOf(wasm))).brotli;
  assert.ok(columns < plain * 0.9, `${columns} of ${plain}`);
});

const wat = (text) => {
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.All);
  assert.ok(module.validate());
  return Buffer.from(module.emitBinary());
};

test('every form of instruction survives', async () => {
  const bytes = wat(INSTRUCTIONS);
  assert.ok(bytes.equals(await thereAndBack(bytes)));
});

test('so do every byte value, and a body of many kilobytes', async () => {
  const everyByte = Array.from({ length: 256 }, (_, byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
  const long = '(drop (i32.const 123456))'.repeat(4000);
  for (const bytes of [
    wat(`(module (memory 1) (data (i32.const 0) "${everyByte}") (func))`),
    wat(`(module (func ${long}) (func))`),
  ]) {
    assert.ok(bytes.equals(await thereAndBack(bytes)));
  }
});

test('no character is touched by quoting, HTML, escaping or trimming', () => {
  const { prefixes, single, usable } = characters();
  assert.deepEqual(usable, [...prefixes, ...single]);
  assert.ok(single.length + prefixes.length * usable.length >= 256);
  assert.equal(new Set(usable).size, usable.length);
  for (const character of usable) {
    assert.match(character, /^[!-~]$/);
    assert.doesNotMatch(character, /["'`\\$<>&/\s]/);
  }
});

test('the frequent bytes take one character, the others two', () => {
  const alphabet = alphabetFor(wasm);
  const { length } = [...wasm].map((byte) => alphabet[byte]).join('');
  assert.ok(length < wasm.length * 1.15, `${length} characters for ${wasm.length}`);
});

const INSTRUCTIONS = `(module
  (import "a" "b" (func $imported (param i32) (result i32)))
  (memory 1)
  (table $table 4 funcref)
  (global $global (mut i32) (i32.const -5))
  (type $unary (func (param i32) (result i32)))
  (elem (table $table) (i32.const 0) func $all)
  (elem declare func $all)
  (data $data "bytes")
  (func $all (export "all") (param $x i32) (result i32) (local $y i64) (local $f f32) (local $d f64)
    (block $out
      (block $one
        (br_table $one $out $out (local.get $x)))
      (loop $again (br_if $again (i32.eqz (local.get $x)))))
    (local.set $f (f32.const 1.5))
    (local.set $d (f64.const -2.25))
    (local.set $y (i64.const -1234567890123))
    (local.set $y (i64.trunc_sat_f64_s (local.get $d)))
    (global.set $global (i32.sub (global.get $global) (i32.const 1000)))
    (i64.store offset=300 align=1 (local.get $x) (local.get $y))
    (memory.init $data (i32.const 0) (i32.const 0) (i32.const 5))
    (data.drop $data)
    (memory.copy (i32.const 0) (i32.const 8) (i32.const 4))
    (memory.fill (i32.const 0) (i32.const 1) (i32.const 4))
    (drop (memory.grow (memory.size)))
    (table.set $table (i32.const 1) (ref.func $all))
    (table.set $table (i32.const 2) (ref.null func))
    (drop (ref.is_null (table.get $table (i32.const 2))))
    (drop (table.grow $table (ref.null func) (i32.const 1)))
    (drop (select (result funcref) (ref.null func) (ref.func $all) (local.get $x)))
    (drop (f32.add (local.get $f) (f32.convert_i32_s (i32.extend8_s (local.get $x)))))
    (if (result i32) (local.get $x)
      (then (call_indirect (type $unary) (call $imported (i32.const 7)) (i32.const 0)))
      (else (i32.add (i32.load8_u offset=70000 (local.get $x)) (i32.const 3))))))`;

test('a bundler that writes ASCII only adds next to nothing', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(PACKAGE, 'dist/index.js')],
    write: false,
    minify: true,
    charset: 'ascii',
  });
  const { length } = Buffer.from(read('dist/index.js'));
  assert.ok(outputFiles[0].contents.length < length * 1.01, `${outputFiles[0].contents.length} of ${length}`);
});
