// What the package offers, to whom, and that the usual checkers find nothing to say.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { importFresh, manifest, PACKAGE, requireFile, ROOT } from './support/package.mjs';

const run = promisify(execFile);
const BIN = join(ROOT, 'node_modules/.bin');

const RUNTIME = [
  'AnonymousSessionApiClient',
  'AnonymousSessionClient',
  'AnonymousSessionError',
  'Auth0Client',
  'Auth0Error',
  'AuthenticationError',
  'CacheKey',
  'ConnectError',
  'GenericError',
  'InMemoryCache',
  'InvalidArgumentError',
  'InvalidConfigurationError',
  'LocalStorageCache',
  'MfaApiClient',
  'MfaChallengeError',
  'MfaEnrollmentError',
  'MfaEnrollmentFactorsError',
  'MfaError',
  'MfaListAuthenticatorsError',
  'MfaRequiredError',
  'MfaVerifyError',
  'MissingRefreshTokenError',
  'MissingRequiredArgumentError',
  'MissingScopesError',
  'MyAccountApiClient',
  'MyAccountApiError',
  'PasskeyApiClient',
  'PasskeyChallengeError',
  'PasskeyError',
  'PasskeyGetTokenError',
  'PasskeyRegisterError',
  'PopupCancelledError',
  'PopupOpenError',
  'PopupTimeoutError',
  'RefreshTokenMode',
  'ResponseType',
  'TimeoutError',
  'UseDpopNonceError',
  'User',
  'createAuth0Client',
  'init',
  'isFederatedDomain',
];

const TARBALL = ['LICENSE', 'README.md', 'package.json'].concat(
  ['auth0-spa-wasm.worker.js', 'auth0_spa_wasm_bg.wasm', 'index.cjs', 'index.js', 'url.js', 'whole.js'].map(
    (name) => `dist/${name}`,
  ),
  [
    'anonymous',
    'cache',
    'client',
    'errors',
    'errors/api',
    'errors/argument',
    'errors/base',
    'errors/generic',
    'errors/mfa',
    'errors/passkey',
    'errors/time',
    'errors/token',
    'index',
    'mfa',
    'my-account',
    'passkey',
    'federation',
    'types',
    'types/accounts',
    'types/anonymous',
    'types/cache',
    'types/dpop',
    'types/exchange',
    'types/enrollment',
    'types/failure',
    'types/federation',
    'types/fetcher',
    'types/identity',
    'types/login',
    'types/methods',
    'types/mfa',
    'types/options',
    'types/passkey',
    'types/popup',
    'types/protocol',
    'types/token',
    'types/wasm',
    'wasm',
  ].flatMap((name) => [`dist/types/${name}.d.cts`, `dist/types/${name}.d.ts`]),
);

/** Packs the package as npm would and answers the path of the tarball and the names in it. */
async function pack() {
  const folder = join(ROOT, 'target/package-tests/tarball');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = ['--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', ['pack', ...options], { cwd: PACKAGE });
  const [{ filename, files }] = JSON.parse(stdout);
  return { tarball: join(folder, filename), names: files.map(({ path }) => path).sort() };
}

let packed;
before(async () => {
  packed = await pack();
});

/** The output of a tool, whether or not it was content. */
async function report(command, args) {
  const { stdout, stderr, code = 0 } = await run(command, args).catch((error) => error);
  return { code, text: `${stdout}${stderr}` };
}

test('import gives every name of this version', async () => {
  const names = Object.keys(await importFresh('dist/index.js', 'exports'));
  assert.deepEqual(names.sort(), RUNTIME);
});

test('require gives every name of this version', () => {
  assert.deepEqual(Object.keys(requireFile('dist/index.cjs')).sort(), RUNTIME);
});

test('the url entry gives the same names', async () => {
  const names = Object.keys(await importFresh('dist/url.js', 'exports'));
  assert.deepEqual(names.sort(), RUNTIME);
});

test('the package is found by its name, by import and by require', async () => {
  const probe = `
    import { createRequire } from 'node:module';
    const byImport = await import('${manifest.name}');
    const byRequire = createRequire(import.meta.url)('${manifest.name}');
    console.log(Object.keys(byImport).length, Object.keys(byRequire).length);`;
  // Its own package scope lets a package import itself by name, through the same exports map.
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', probe], { cwd: PACKAGE });
  // Named exports of CommonJS come with `default` and, in newer Node versions, `module.exports`.
  assert.deepEqual(stdout.trim().split(' ').map(Number), [RUNTIME.length, RUNTIME.length]);
});

test('the hosted copy of the worker is found by its name', async () => {
  const probe = `console.log(import.meta.resolve('${manifest.name}/worker'))`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', probe], { cwd: PACKAGE });
  assert.match(stdout, /\/dist\/auth0-spa-wasm\.worker\.js\n$/);
});

test('types come first in every condition, and module before import and require', () => {
  const { '.': main } = manifest.exports;
  assert.deepEqual(Object.keys(main), ['module', 'import', 'require']);
  for (const condition of Object.values(main)) assert.equal(Object.keys(condition)[0], 'types');
  assert.equal(Object.keys(manifest.exports['./url'])[0], 'types');
});

test('the manifest says what it must', () => {
  const version = /^version = "(.+)"$/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))[1];
  assert.equal(manifest.name, 'auth0-spa-wasm');
  assert.equal(manifest.version, version);
  assert.equal(manifest.sideEffects, false);
  assert.equal(manifest.license, 'MIT');
  assert.deepEqual(
    [manifest.main, manifest.module, manifest.types],
    ['./dist/index.cjs', './dist/index.js', './dist/types/index.d.ts'],
  );
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.scripts, undefined);
});

test('the tarball holds exactly these files', () => {
  assert.deepEqual(packed.names, TARBALL.sort());
});

test('publint has nothing to say', async () => {
  const { code, text } = await report(join(BIN, 'publint'), [PACKAGE, '--strict']);
  assert.equal(code, 0, text);
  assert.match(text, /All good!/);
});

test('attw finds the types right for every resolver', async () => {
  const main = await report(join(BIN, 'attw'), [packed.tarball, '--entrypoints', '.', '--no-emoji']);
  assert.equal(main.code, 0, main.text);
  assert.match(main.text, /No problems found/);
});

test('attw finds the types of the url entry right for import', async () => {
  const url = await report(join(BIN, 'attw'), [
    packed.tarball,
    '--entrypoints',
    './url',
    '--profile',
    'esm-only',
    '--no-emoji',
  ]);
  assert.equal(url.code, 0, url.text);
});
