// The wasm inside the default entries is the wasm beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'acorn';
import { build } from 'esbuild';
import { join } from 'node:path';
import { alphabetFor, characters, embed } from '../../pkg-template/build/embed.mjs';
import { PACKAGE, read, readBytes, ROOT } from './support/package.mjs';

const wasm = readBytes('dist/auth0_spa_wasm_bg.wasm');

/** The decoder as it is shipped. */
async function decoder() {
  const result = await build({
    entryPoints: [join(ROOT, 'pkg-template/src/wasm/unpack.ts')],
    bundle: true,
    write: false,
    format: 'esm',
  });
  return (await import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0].text)}`)).unpack;
}

/** The values of the top-level variables of a script that are literals. */
function literals(path) {
  const { body } = parse(read(path), { ecmaVersion: 'latest', sourceType: 'module' });
  const declarations = body.flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []));
  return Object.fromEntries(declarations.map(({ id, init }) => [id.name, init?.value]));
}

for (const path of ['dist/index.js', 'dist/index.cjs']) {
  test(`${path} holds the exact bytes`, async () => {
    const { text, alphabet, size } = literals(path);
    assert.equal(size, wasm.length);
    assert.match(text, /^[!-~]+$/);
    const unpack = await decoder();
    assert.ok(wasm.equals(Buffer.from(unpack(text, alphabet, size))));
  });
}

test('every byte value survives, whatever the mixture', async () => {
  const unpack = await decoder();
  for (const bytes of [
    Uint8Array.from({ length: 256 }, (_, i) => i),
    Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 256),
    new Uint8Array(0),
  ]) {
    const module = await import(`data:text/javascript,${encodeURIComponent(embed(bytes))}`);
    assert.deepEqual(new Uint8Array(unpack(module.text, module.alphabet, module.size)), bytes);
    assert.equal(module.size, bytes.length);
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
