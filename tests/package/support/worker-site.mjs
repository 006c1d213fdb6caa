// A site that starts the real worker: the façade's sources bundled around the real wasm, the
// package's hosted copy, and copies that misbehave.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { madeModules, makeModules } from '../../../pkg-template/build/made.mjs';
import { serve } from './chromium.mjs';
import { read, ROOT, WASM_PACK } from './package.mjs';

const PEER = '@auth0/auth0-spa-js/dist/auth0-spa-js.worker.production.js';
const SOURCES = join(ROOT, 'pkg-template/src');

/** What the page does: opens a worker, asks it something, and says how that went. */
const PAGE = `
  import { load, openWorker } from './probe.js';
  globalThis.uncaught = [];
  addEventListener('error', ({ message }) => uncaught.push(message));
  globalThis.open = async (url) => load().then(({ module }) => openWorker(module, url));
  globalThis.outcome = (promise) => promise.then((answer) => ({ answer }), (error) => ({ error: error.message }));
  globalThis.attempt = (url) => outcome(open(url).then((ask) => ask('a text that the core does not know')));
  document.title = 'ready';`;

// Compiling anything in the worker fails.
const NOTHING_COMPILES = `
  const refuse = () => { throw new Error('the worker compiled something'); };
  for (const name of ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']) WebAssembly[name] = refuse;
  WebAssembly.Module = new Proxy(WebAssembly.Module, { construct: refuse });`;

// The ways in which it can die, by the name of a question.
const DIES_ON_DEMAND = `
  const trap = () => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1,
    96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]))).exports.t();
  const deaths = {
    throw: () => setTimeout(() => { throw new Error('on purpose'); }),
    trap: () => setTimeout(trap),
    'trap in a promise': () => Promise.resolve().then(trap),
    'reject': () => Promise.reject(new Error('nothing that hurts')),
    hang: () => {},
  };
  addEventListener('message', (event) => {
    if (deaths[event.data]) { event.stopImmediatePropagation(); deaths[event.data](); }
  });`;

async function probe() {
  const part = (folder) => ({
    glue: join(folder, 'auth0_spa_wasm.js'),
    wasm: readFileSync(join(folder, 'auth0_spa_wasm_bg.wasm')),
  });
  const made = await makeModules({ ...part(WASM_PACK), first: part(join(WASM_PACK, 'first')) });
  const result = await build({
    stdin: {
      contents: `export { load } from './wasm/load.ts'; export { openWorker } from './worker/open.ts';`,
      resolveDir: SOURCES,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    plugins: [madeModules(made, 'single')],
  });
  return result.outputFiles[0].text;
}

/** Serves the site. `?csp=` in an address is the policy of that page. */
export async function serveWorkerSite() {
  const hosted = read('dist/auth0-spa-wasm.worker.js');
  const script = (text) => ['text/javascript', text];
  const files = {
    '/': ['text/html', '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'],
    '/page.js': script(PAGE),
    '/probe.js': script(await probe()),
    '/worker.js': script(hosted),
    '/dist/index.js': script(read('dist/index.js')),
    '/dist/whole.js': script(read('dist/whole.js')),
    '/worker-compiles-nothing.js': script(NOTHING_COMPILES + hosted),
    '/worker-dies.js': script(DIES_ON_DEMAND + hosted),
    '/worker-of-another-build.js': script(hosted.replace(/="[0-9a-f]{12}"/, '="000000000000"')),
    '/worker-of-another-glue.js': script(
      hosted.replace(/initSync:[\w$]+/, 'initSync(){throw new Error("import missing")}'),
    ),
    '/worker-of-the-peer.js': script(readFileSync(join(ROOT, 'node_modules', PEER), 'utf8')),
    '/page-in-place-of-it.js': ['text/html', '<!doctype html><title>Not here</title>'],
  };
  return serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://host');
    const [type, body] = files[pathname] ?? ['text/plain', 'none'];
    if (searchParams.has('csp')) response.setHeader('content-security-policy', searchParams.get('csp'));
    response.writeHead(files[pathname] ? 200 : 404, { 'content-type': type }).end(body);
  });
}
