// Loading the wasm: from everywhere, once, again after a failure, and with errors one can act on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inPage, replaced } from './support/page.mjs';
import { importFresh, readBytes, WASM_PACK } from './support/package.mjs';

const wasm = readBytes('dist/auth0_spa_wasm_bg.wasm');
const small = readFileSync(join(WASM_PACK, 'first/auth0_spa_wasm_bg.wasm'));
let server;
let origin;
let requests = 0;
let instances = 0;

/** A new, not yet loaded instance of an entry. */
const fresh = (entry = 'index.js') => importFresh(`dist/${entry}`, `wasm-${(instances += 1)}`);

before(async () => {
  const answers = {
    '/good.wasm': [200, 'application/wasm', wasm],
    '/good.bin': [200, 'application/octet-stream', wasm],
    '/page.html': [200, 'text/html', '<!doctype html><title>Not here</title>'],
    '/broken.wasm': [200, 'application/wasm', wasm.subarray(0, 100)],
    // A module that is whole, but has none of what the script expects.
    '/other.wasm': [200, 'application/wasm', Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
  };
  server = createServer((request, response) => {
    requests += 1;
    const [status, type, body] = answers[request.url] ?? [404, 'text/plain', 'none'];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

/** Asserts that a promise is rejected with a code and a text. */
const fails = (promise, GenericError, error, message) =>
  assert.rejects(promise, (thrown) => {
    assert.ok(thrown instanceof GenericError, String(thrown));
    assert.equal(thrown.error, error);
    assert.equal(thrown.error_description, thrown.message);
    assert.match(thrown.message, message);
    return true;
  });

test('it loads from a URL, a text, a response, bytes, a module, and a promise of one', async () => {
  const sources = [
    () => new URL(`${origin}/good.wasm`),
    () => `${origin}/good.wasm`,
    () => new Request(`${origin}/good.bin`),
    () => fetch(`${origin}/good.bin`),
    () => wasm,
    () => new Uint8Array(wasm).buffer,
    () => WebAssembly.compile(wasm),
  ];
  for (const source of sources) {
    const { init } = await fresh('url.js');
    await init(source());
  }
});

test('it loads once, whoever asks', async () => {
  const { init } = await fresh('url.js');
  requests = 0;
  await Promise.all([init(`${origin}/good.wasm`), init(`${origin}/good.wasm`), init()]);
  await init(`${origin}/good.wasm`);
  assert.equal(requests, 1);
});

test('the default entry sends nothing', async () => {
  const { init } = await fresh();
  await replaced(
    globalThis,
    'fetch',
    () => assert.fail('something was fetched'),
    () => init(),
  );
});

test('an unreachable address, an error and a page in place of the file are told apart', async () => {
  const { init, GenericError } = await fresh('url.js');
  const closed = 'http://127.0.0.1:1/x.wasm';
  await fails(init(closed), GenericError, 'wasm_load_failed', /127\.0\.0\.1:1\/x\.wasm could not be fetched/);
  await fails(init(`${origin}/none`), GenericError, 'wasm_load_failed', /\/none \(status 404, text\/plain\)/);
  await fails(init(`${origin}/page.html`), GenericError, 'wasm_load_failed', /page\.html \(status 200, text\/html\)/);
  await fails(init(`${origin}/broken.wasm`), GenericError, 'wasm_load_failed', /is not the WebAssembly of this/);
  await fails(init(new Uint8Array(3)), GenericError, 'wasm_load_failed', /The given bytes/);
  await fails(init(`${origin}/other.wasm`), GenericError, 'wasm_load_failed', /another version/);
});

test('a failed load can be tried again', async () => {
  const { init, GenericError } = await fresh('url.js');
  await fails(init(`${origin}/none`), GenericError, 'wasm_load_failed', /404/);
  await fails(init(`${origin}/other.wasm`), GenericError, 'wasm_load_failed', /another version/);
  await init(`${origin}/good.wasm`);
});

test('a content security policy that forbids WebAssembly is named, with its remedy', async () => {
  const { Auth0Client, GenericError, init } = await fresh();
  const refusal = new Error('refused');
  const refuse = function () {
    throw refusal;
  };
  const forbid = (run) =>
    replaced(
      WebAssembly,
      'compile',
      () => Promise.reject(refusal),
      () => replaced(WebAssembly, 'Module', refuse, run),
    );
  await forbid(() => fails(init(), GenericError, 'wasm_blocked', /Add 'wasm-unsafe-eval' to script-src/));
  await inPage(async () => {
    const client = new Auth0Client({ domain: 'tenant.example', clientId: 'client' });
    await forbid(() => fails(client.getUser(), GenericError, 'wasm_blocked', /content security policy/));
    await forbid(() => assert.rejects(client.getUser(), { cause: refusal }));
  });
  await init();
});

test('a policy that forbids instances only, as WebKit reads it, is named the same', async () => {
  const { GenericError, init } = await fresh();
  const refuse = function () {
    throw new WebAssembly.CompileError('refused');
  };
  await replaced(WebAssembly, 'Instance', refuse, () =>
    fails(init(), GenericError, 'wasm_blocked', /Add 'wasm-unsafe-eval' to script-src/),
  );
  await init();
});

test('a missing WebAssembly or TextDecoder is named', async () => {
  const { init, GenericError } = await fresh();
  for (const name of ['WebAssembly', 'TextDecoder', 'TextEncoder']) {
    await replaced(globalThis, name, undefined, () =>
      fails(init(), GenericError, 'wasm_unsupported', new RegExp(`${name}.*is missing`)),
    );
  }
  await init();
});

test('where only the smallest wasm may be compiled at once, the small one is compiled later', async () => {
  const { Auth0Client } = await fresh();
  const { Module } = WebAssembly;
  const limited = new Proxy(Module, {
    construct(target, [bytes]) {
      if (bytes.byteLength > 4096) throw new RangeError('WebAssembly.Module is disallowed on the main thread');
      return new target(bytes);
    },
  });
  const compiled = [];
  const { compile } = WebAssembly;
  const watched = (bytes) => (compiled.push(bytes.byteLength), compile(bytes));
  const ask = async () => {
    assert.equal(await new Auth0Client({ domain: 'tenant.example', clientId: 'client' }).getUser(), undefined);
  };
  await inPage(() => replaced(WebAssembly, 'Module', limited, () => replaced(WebAssembly, 'compile', watched, ask)));
  assert.deepEqual(compiled, [small.length]);
});
