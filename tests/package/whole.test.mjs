// The script of the whole wasm, where something is wrong with it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { read } from './support/package.mjs';

let folder;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'whole-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What `init` of a copy of the package is rejected with. */
async function failure({ index = read('dist/index.js'), whole } = {}) {
  writeFileSync(join(folder, 'index.mjs'), index);
  if (whole) writeFileSync(join(folder, 'whole.js'), whole);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const { init, GenericError } = await import(pathToFileURL(join(folder, 'index.mjs')));
  const error = await init().then(
    () => assert.fail('it loaded'),
    (reason) => reason,
  );
  assert.ok(error instanceof GenericError, String(error));
  assert.equal(error.error, 'wasm_load_failed');
  return error;
}

test('a copy of both loads', async () => {
  await assert.rejects(failure({ whole: read('dist/whole.js') }), /it loaded/);
});

test('a file that is not there is named, with what to do about it', async () => {
  const { message, cause } = await failure();
  assert.match(message, /dist\/whole\.js.*deployed beside.*content security policy.*reload the page/);
  assert.equal(cause.code, 'ERR_MODULE_NOT_FOUND');
});

test('a file of another version is refused before it runs', async () => {
  const whole = read('dist/whole.js');
  const builds = whole.match(/(?<=")[0-9a-f]{12}(?=")/g);
  assert.ok(builds.length > 0);
  const { message } = await failure({ whole: whole.replaceAll(builds[0], '000000000000') });
  assert.match(message, /dist\/whole\.js is of another version than dist\/index\.js.*reload the page/);
});

test('where a bundler’s loader throws at once, as under Trusted Types, the error is the same', async () => {
  const index = read('dist/index.js');
  const loader = index.replace('import("./whole.js")', '(() => { throw new TypeError("no") })()');
  assert.notEqual(loader, index);
  const { message, cause } = await failure({ index: loader });
  assert.match(message, /dist\/whole\.js/);
  assert.equal(cause.message, 'no');
});
