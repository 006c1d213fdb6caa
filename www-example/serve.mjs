import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen } from './listen.mjs';

const repository = fileURLToPath(new URL('..', import.meta.url));
const roots = [
  ['/pkg/', join(repository, 'pkg')],
  ['/', join(repository, 'www-example', 'spa')],
];

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves the demo page and the built package on `http://localhost:PORT`.
 * `settings()` is asked at each request, as the tenant's address may be known only after this server's:
 * `{ domain, api, … }`, handed to the page as /config.json and named in its security policy.
 */
export async function startPage({ port = 7100, settings }) {
  const server = createServer((request, response) => {
    answer(request, response, settings()).catch((error) => fail(response, error));
  });
  const bound = await listen(server, port, { what: 'the demo page', variable: 'SPA_PORT' });
  return { url: `http://localhost:${bound.port}`, port: bound.port, close: bound.close };
}

async function answer(request, response, settings) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'This server only answers GET.');
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/config.json') return json(response, settings);
  const file = await find(pathname === '/' || pathname === settings.redirectPath ? '/index.html' : pathname);
  if (!file) return refuse(response, 404, `There is no ${pathname} here.`);
  response.writeHead(200, {
    ...safety(settings, pathname === '/tab.html' ? "'self'" : "'none'"),
    'content-type': types[extname(file.path)],
    'content-length': file.size,
  });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

async function find(pathname) {
  const [prefix, root] = roots.find(([prefix]) => pathname.startsWith(prefix));
  const path = normalize(join(root, decoded(pathname.slice(prefix.length))));
  // Nothing outside the two folders, and no kind of file that a page has no use for.
  if (!path.startsWith(root + sep) || !types[extname(path)]) return undefined;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, size: found.size } : undefined;
}

function decoded(path) {
  try {
    return decodeURIComponent(path).replaceAll('\0', '');
  } catch {
    return '';
  }
}

// The tabs of the demo are frames of its own page; nobody else may frame anything.
function safety({ domain, api }, ancestors) {
  const policy = [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src 'self' ${domain} ${api}`,
    `frame-src 'self' ${domain}`,
    // The client's worker, which keeps the refresh token, is started from a blob.
    "worker-src 'self' blob:",
    `img-src 'self' data: ${domain}`,
    "style-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${ancestors}`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}

function json(response, value) {
  response.writeHead(200, {
    'content-type': types['.json'],
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(value));
}

function refuse(response, status, sentence) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(`${sentence}\n`);
}

function fail(response, error) {
  console.error(`The demo page server could not answer: ${error.message}`);
  if (response.headersSent) response.destroy();
  else refuse(response, 500, 'The server could not answer. Its terminal says why.');
}
