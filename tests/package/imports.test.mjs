// The names under which the wasm imports from its glue.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortened } from '../../pkg-template/build/imports.mjs';
import { readBytes } from './support/package.mjs';

const MODULE = './auth0_spa_wasm_bg.js';
const NAME = '__wbg_double_0123456789abcdef';

const text = (content) => [content.length, ...Buffer.from(content)];
const section = (id, bytes) => [id, bytes.length, ...bytes];

/** A wasm whose `run` gives what the imported function makes of 21. */
function wasmOf(module, name) {
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 1, 0x7f]),
    ...section(2, [1, ...text(module), ...text(name), 0, 0]),
    ...section(3, [1, 1]),
    ...section(7, [1, ...text('run'), 0, 1]),
    ...section(10, [1, 6, 0, 0x41, 21, 0x10, 0, 0x0b]),
  ]);
}

const glueOf = (name) => `const import0 = {
        ${name}: function(number) { return 2 * number; },
    };
    export default { "${MODULE}": import0 };`;

test('the wasm of the package imports short names only', () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readBytes('dist/auth0_spa_wasm_bg.wasm')));
  assert.ok(imports.length > 100);
  assert.deepEqual(
    imports.filter(({ module, name }) => module !== './g' || !/^_\w{1,2}$/.test(name)),
    [],
  );
});

test('the wasm and the glue still find each other', async () => {
  const { wasm, glue } = shortened({ wasm: wasmOf(MODULE, NAME), glue: glueOf(NAME) });
  assert.ok(!wasm.includes('0123456789abcdef') && !glue.includes('0123456789abcdef'));
  const { default: imports } = await import(`data:text/javascript,${encodeURIComponent(glue)}`);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
  assert.equal(instance.exports.run(), 42);
});

test('a glue that lacks an import, and a wasm that imports from elsewhere, are refused by name', () => {
  const shorten = (module, name) => () => shortened({ wasm: wasmOf(module, name), glue: glueOf(NAME) });
  assert.throws(shorten(MODULE, '__wbg_other_1'), /__wbg_other_1 was not found/);
  assert.throws(shorten('env', NAME), /imports __wbg_double_0123456789abcdef of env/);
});
