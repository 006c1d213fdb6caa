// The page's end of the line to the token worker, on a worker of the test's own.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { loadSource } from './support/facade.mjs';

const MODULE = { the: 'compiled module' };
const SCRIPT = 'the script of the worker';

let sources;
let workers;
let urls;

class FakeWorker {
  sent = [];
  terminated = 0;

  constructor(url) {
    if (FakeWorker.refusal) throw FakeWorker.refusal;
    this.url = url;
    workers.push(this);
  }

  postMessage(message, transfer = []) {
    if (FakeWorker.unsendable) throw FakeWorker.unsendable;
    this.sent.push({ message, port: transfer[0] });
  }

  terminate() {
    this.terminated += 1;
  }
}

const { createObjectURL, revokeObjectURL } = URL;

beforeEach(async () => {
  workers = [];
  urls = { made: [], revoked: [] };
  FakeWorker.refusal = FakeWorker.unsendable = undefined;
  globalThis.Worker = FakeWorker;
  URL.createObjectURL = (blob) => {
    urls.made.push(blob);
    return `blob:${urls.made.length}`;
  };
  URL.revokeObjectURL = (url) => urls.revoked.push(url);
  sources = await loadSource(`export { openWorker } from './worker/open.ts';`);
});

afterEach(() => {
  // An open line keeps this process alive.
  for (const worker of workers) worker.onmessageerror();
  delete globalThis.Worker;
  delete globalThis.trustedTypes;
  Object.assign(URL, { createObjectURL, revokeObjectURL });
});

/** Opens a line that nobody answers on. */
const openInVain = (url) => void sources.openWorker(MODULE, url).catch(() => {});

/** A line that is ready, and its worker. */
async function opened(url) {
  const opening = sources.openWorker(MODULE, url);
  const [worker] = workers;
  worker.onmessage({ data: 'ready' });
  return { ask: await opening, worker };
}

/** An event as the browser sends it when something fails. */
function errorEvent(message) {
  const event = { message, prevented: false, preventDefault: () => (event.prevented = true) };
  return event;
}

test('the script is embedded, and its address is given back once it has loaded', async () => {
  const { worker } = await opened();
  assert.equal(await urls.made[0].text(), SCRIPT);
  assert.equal(urls.made[0].type, 'text/javascript');
  assert.equal(worker.url, 'blob:1');
  assert.deepEqual(urls.revoked, ['blob:1']);
});

test('a worker of a given address is that of no blob', async () => {
  const { worker } = await opened('/auth0-spa-wasm.worker.js');
  assert.equal(worker.url, '/auth0-spa-wasm.worker.js');
  assert.deepEqual(urls, { made: [], revoked: [] });
});

test('the worker is given the compiled module and the build, and nothing else', async () => {
  const { worker } = await opened();
  assert.deepEqual(
    worker.sent.map(({ message }) => message),
    [{ type: 'clear', module: MODULE, build: 'this build' }],
  );
});

test('every question has a port of its own, and answers may come in any order', async () => {
  const { ask, worker } = await opened();
  const answers = [ask('one'), ask('two')];
  const [, one, two] = worker.sent;
  assert.deepEqual([one.message, two.message], ['one', 'two']);
  two.port.postMessage('answer two');
  one.port.postMessage('answer one');
  assert.deepEqual(await Promise.all(answers), ['answer one', 'answer two']);
});

test('an error while it loads rejects, and says what to allow', async () => {
  for (const [url, advice] of [
    [undefined, /its script was not loaded\. Allow blob: in worker-src .* or set `workerUrl`/],
    ['/w.js', /its script was not loaded\. Serve dist\/auth0-spa-wasm\.worker\.js of the same version at \/w\.js/],
  ]) {
    const opening = sources.openWorker(MODULE, url);
    const worker = workers.at(-1);
    const event = errorEvent(undefined);
    worker.onerror(event);
    await assert.rejects(opening, { message: advice });
    assert.ok(event.prevented);
    assert.equal(worker.terminated, 1);
  }
  assert.deepEqual(urls.revoked, ['blob:1']);
});

test('a failure that the worker reports rejects with its words', async () => {
  const opening = sources.openWorker(MODULE);
  workers[0].onmessage({ data: { failure: 'LinkError: x' } });
  await assert.rejects(opening, /The token worker failed: LinkError: x\. Allow blob:/);
  assert.equal(workers[0].terminated, 1);
});

test('an answer that is not of our worker rejects', async () => {
  for (const data of [undefined, null, 'other', { ok: true }]) {
    const opening = sources.openWorker(MODULE, '/w.js');
    workers.at(-1).onmessage({ data });
    await assert.rejects(opening, /it is not the worker of this package\. Serve dist/);
  }
});

test('an answer to the first message is that of the peer', async () => {
  const opening = sources.openWorker(MODULE, '/w.js');
  workers[0].sent[0].port.postMessage({ ok: true });
  await assert.rejects(opening, /it is the worker of @auth0\/auth0-spa-js\. Serve dist\/auth0-spa-wasm\.worker\.js/);
});

test('a worker that cannot be made rejects, and leaves no address behind', async () => {
  FakeWorker.refusal = new Error('refused by policy');
  await assert.rejects(sources.openWorker(MODULE), /was refused: Error: refused by policy\. Allow blob:/);
  await assert.rejects(sources.openWorker(MODULE, '/w.js'), /refused by policy\. Serve dist/);
  assert.deepEqual(urls.revoked, ['blob:1']);
});

test('a module that cannot be sent rejects, and ends the worker', async () => {
  FakeWorker.unsendable = new Error('cannot be cloned');
  await assert.rejects(sources.openWorker(MODULE), /cannot be cloned/);
  assert.equal(workers[0].terminated, 1);
  assert.deepEqual(urls.revoked, ['blob:1']);
});

for (const [name, crash] of Object.entries({
  'an uncaught error': (worker) => worker.onerror(errorEvent('Uncaught RuntimeError: unreachable')),
  'a reported panic': (worker) => worker.onmessage({ data: { failure: 'RuntimeError: unreachable' } }),
  'an unreadable message': (worker) => worker.onmessageerror(),
})) {
  test(`${name} rejects what is under way and what comes later, not what was answered`, async () => {
    const { ask, worker } = await opened();
    const answered = ask('before');
    worker.sent[1].port.postMessage('answer');
    assert.equal(await answered, 'answer');
    const pending = [ask('one'), ask('two')].map((promise) => assert.rejects(promise, /The token worker failed/));
    crash(worker);
    await Promise.all(pending);
    const sent = worker.sent.length;
    // Advice on loading is of no use to one that had loaded.
    await assert.rejects(ask('later'), /^Error: The token worker failed: [^.]+\.$/);
    assert.equal(worker.sent.length, sent);
    assert.equal(worker.terminated, 1);
  });
}

/** Trusted Types of a page that allows the policies named. */
function trustTypes(allowed) {
  const made = [];
  globalThis.trustedTypes = {
    isScriptURL: (value) => value instanceof Trusted,
    createPolicy(name, rules) {
      if (!allowed.includes(name) || made.includes(name)) throw new TypeError('disallowed');
      made.push(name);
      return { createScriptURL: (url) => new Trusted(rules.createScriptURL(url)) };
    },
  };
  return made;
}

class Trusted {
  constructor(url) {
    this.url = url;
  }
  toString() {
    return this.url;
  }
}

test('under Trusted Types the address comes from one policy of our name', async () => {
  const made = trustTypes(['auth0-spa-wasm']);
  openInVain();
  openInVain('/w.js');
  openInVain(new URL('https://app.example/w.js'));
  assert.ok(workers.every(({ url }) => url instanceof Trusted));
  assert.deepEqual(
    workers.map(({ url }) => String(url)),
    ['blob:1', '/w.js', 'https://app.example/w.js'],
  );
  assert.deepEqual(made, ['auth0-spa-wasm']);
});

test('a trusted address goes through as it is, and no policy is made', async () => {
  const made = trustTypes(['auth0-spa-wasm']);
  const url = new Trusted('/w.js');
  openInVain(url);
  assert.equal(workers[0].url, url);
  assert.deepEqual(made, []);
});

test('without leave to make the policy the plain address is tried', async () => {
  trustTypes([]);
  openInVain('/w.js');
  assert.equal(workers[0].url, '/w.js');
});
