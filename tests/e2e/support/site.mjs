// The server of the page under test: bare HTML that loads the built package, nothing else.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { listen } from '../../../www-example/listen.mjs';

const PACKAGE = fileURLToPath(new URL('../../../pkg/dist/index.js', import.meta.url));
const WHOLE = fileURLToPath(new URL('../../../pkg/dist/whole.js', import.meta.url));
const WORKER = fileURLToPath(new URL('../../../pkg/dist/auth0-spa-wasm.worker.js', import.meta.url));
const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const PAGES = new Set(['/', '/index.html', '/callback', '/callback.html']);
const SCRIPT = 'text/javascript; charset=utf-8';
const PEER = fileURLToPath(
  new URL('../../../node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.esm.js', import.meta.url),
);
/** An address where nothing listens, for a tenant that is not there. */
const NOBODY = 'http://localhost:1';
/** From where the package starts its worker, unless told of a hosted copy. */
const EMBEDDED = "'self' blob:";

/**
 * Serves the page on a free port. `settings()` is asked at each request: `{ domain, api, otherApi }`.
 * Query parameters of the page change how it is served: `csp=no-wasm` forbids WebAssembly, and
 * `isolated` makes it cross-origin isolated. `allowWorkers(sources)` sets `worker-src`, and
 * `serveWith(headers)` other headers or the whole policy, for what is served from then on.
 */
export async function startSite({ settings }) {
  const files = readFiles();
  let workers = EMBEDDED;
  let others = {};
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://site');
    if (pathname === '/settings.json') return send(response, 'application/json', JSON.stringify(settings()));
    const file = files.get(PAGES.has(pathname) ? '/page.html' : pathname);
    if (!file) return response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${pathname} here.\n`);
    return send(response, file.type, file.text, {
      ...headers({ ...settings(), workers }, searchParams),
      ...others,
    });
  });
  const { port, close } = await listen(server, 0, { what: 'the page under test', variable: 'none' });
  const allowWorkers = (sources = EMBEDDED) => (workers = sources);
  const serveWith = (headers = {}) => (others = headers);
  return { url: `http://localhost:${port}`, port, allowWorkers, serveWith, close };
}

// Read once: a package that is built anew meanwhile must not change under the tests.
function readFiles() {
  if (!existsSync(PACKAGE)) throw new Error('There is no package in pkg/. Run “make package” first.');
  const own = (name, type) => ({ type, text: readFileSync(`${PAGE}${name}`, 'utf8') });
  return new Map([
    ['/pkg/dist/index.js', { type: SCRIPT, text: readFileSync(PACKAGE, 'utf8') }],
    ['/pkg/dist/whole.js', { type: SCRIPT, text: readFileSync(WHOLE, 'utf8') }],
    ['/auth0-spa-wasm.worker.js', { type: SCRIPT, text: readFileSync(WORKER, 'utf8') }],
    ['/stale.worker.js', { type: SCRIPT, text: staleWorker() }],
    ['/peer.js', { type: SCRIPT, text: readFileSync(PEER, 'utf8') }],
    ['/page.html', own('page.html', 'text/html; charset=utf-8')],
    ['/page.mjs', own('page.mjs', SCRIPT)],
    ['/failure.mjs', own('failure.mjs', SCRIPT)],
    ['/stores.mjs', own('stores.mjs', SCRIPT)],
    ['/attempt.mjs', own('attempt.mjs', SCRIPT)],
    ['/attempt.html', own('attempt.html', 'text/html; charset=utf-8')],
  ]);
}

/** A copy of the worker that an update of the package left behind. */
function staleWorker() {
  const text = readFileSync(WORKER, 'utf8');
  const stale = text.replace(/"[0-9a-f]{12}"/, '"000000000000"');
  if (stale === text) throw new Error('The worker no longer names its build; see what pkg-template/build writes.');
  return stale;
}

/** The policy of the demo page, so that nothing the package does needs more. */
function headers({ domain, api, otherApi, workers }, query) {
  const wasm = query.get('csp') === 'no-wasm' ? '' : " 'wasm-unsafe-eval'";
  const policy = [
    "default-src 'self'",
    `script-src 'self'${wasm}`,
    `connect-src 'self' ${domain} ${api} ${otherApi} ${NOBODY}`,
    `worker-src ${workers}`,
    `frame-src 'self' ${domain} ${NOBODY}`,
    "img-src 'self' data:",
    "style-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(query.has('isolated') ? ISOLATED : {}),
  };
}

/** Makes a page cross-origin isolated. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

function send(response, type, body, more = {}) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...more }).end(body);
}
