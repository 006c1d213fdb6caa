// The typings: strict compilation under every resolver, and agreement with the peer and with Rust.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { PACKAGE, ROOT, WASM_PACK } from './support/package.mjs';

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

// Below the root, so that the peer's typings are found, and with the package installed as a copy.
const PROJECT = join(ROOT, 'target/package-tests/types');

const STRICT = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: false,
  noUncheckedIndexedAccess: false,
  // Ours are checked; the compiler's own would only cost time.
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  noEmit: true,
};

before(() => {
  rmSync(PROJECT, { recursive: true, force: true });
  mkdirSync(join(PROJECT, 'node_modules'), { recursive: true });
  cpSync(PACKAGE, join(PROJECT, 'node_modules/auth0-spa-wasm'), { recursive: true });
  cpSync(join(ROOT, 'tests/package/types'), PROJECT, { recursive: true });
  writeFileSync(join(PROJECT, 'package.json'), JSON.stringify({ type: 'module' }));
});

/** What the compiler says about some files; nothing when it is content. */
async function compile(name, files, compilerOptions) {
  const config = join(PROJECT, `tsconfig.${name}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files }));
  const { stdout } = await run(process.execPath, [tsc, '-p', config], { cwd: PROJECT }).catch((error) => error);
  return stdout.trim();
}

const RESOLVERS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  'node, as ES module': { module: 'nodenext', moduleDetection: 'force' },
};

for (const [name, options] of Object.entries(RESOLVERS)) {
  test(`an application compiles strictly, libraries included: ${name}`, async () => {
    assert.equal(await compile(options.module, ['usage.ts'], options), '');
  });
}

test('an application compiles strictly, libraries included: node, as CommonJS', async () => {
  cpSync(join(PROJECT, 'usage.ts'), join(PROJECT, 'usage.cts'));
  assert.equal(await compile('cts', ['usage.cts'], { module: 'nodenext' }), '');
});

test('an application that knows no more than ES2017 and the DOM compiles', async () => {
  const options = { ...RESOLVERS.bundler, target: 'es2017', lib: ['es2017', 'dom'] };
  assert.equal(await compile('old', ['usage.ts'], options), '');
});

test('the typings of the url entry are the same', async () => {
  const text =
    "import { init, type Auth0Client } from 'auth0-spa-wasm/url';\nexport const start = init;\nexport type C = Auth0Client;\n";
  writeFileSync(join(PROJECT, 'url.ts'), text);
  assert.equal(await compile('url', ['url.ts'], RESOLVERS.bundler), '');
});

test('a wrong use is found', async () => {
  writeFileSync(
    join(PROJECT, 'wrong.ts'),
    "import { Auth0Client } from 'auth0-spa-wasm';\nnew Auth0Client({ domain: 1 });\n",
  );
  assert.match(await compile('wrong', ['wrong.ts'], RESOLVERS.bundler), /wrong\.ts\(2,.*error TS2\d{3}/);
});

test("the typings agree with the peer's in both directions", async () => {
  // The peer's own typings import what is not installed with them.
  const options = { ...RESOLVERS.bundler, skipLibCheck: true };
  assert.equal(await compile('peer', ['peer.ts', 'peer-popups.ts'], options), '');
});

test('the façade and the generated glue agree', async () => {
  const glue = join(WASM_PACK, 'auth0_spa_wasm.d.ts');
  assert.ok(existsSync(glue), `${glue} is missing: run \`make package\` first`);
  const paths = { glue: [glue], 'facade-core': [join(ROOT, 'pkg-template/src/core.ts')] };
  const options = { ...RESOLVERS.bundler, skipLibCheck: true, lib: ['es2022', 'dom', 'esnext.disposable'], paths };
  assert.equal(await compile('core', ['core.ts'], options), '');
});
