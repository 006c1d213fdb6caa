// Serves a built application on the loopback interface, as a host for single-page apps does: what is no file is the page.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { listen } from '../listen.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const STYLE = join(import.meta.dirname, 'app.css');

/**
 * `settings()` is asked at each request, and handed to the page as `window.settings`. Below `/api` it says what token came
 * with a request, for the interceptor of Angular; `requests` has all of them.
 */
export async function serveApp(folder, { port = 7100, settings }) {
  const requests = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://app');
    if (pathname === '/settings.js') return send(response, '.js', `window.settings = ${JSON.stringify(settings())};`);
    if (pathname === '/app.css') return send(response, '.css', readFileSync(STYLE));
    if (pathname === '/api' || pathname.startsWith('/api/')) return echo(request, response, requests);
    const path = join(folder, pathname);
    const isFile = path.startsWith(folder) && existsSync(path) && statSync(path).isFile();
    const file = isFile ? path : join(folder, 'index.html');
    return send(response, extname(file), readFileSync(file));
  });
  const bound = await listen(server, port, { what: 'the application', variable: 'SPA_PORT' });
  return { url: `http://localhost:${bound.port}`, requests, close: bound.close };
}

function send(response, extension, body) {
  response.writeHead(200, { 'content-type': TYPES[extension] ?? 'text/plain', 'cache-control': 'no-store' }).end(body);
}

function echo({ method, url, headers }, response, requests) {
  const seen = { method, url, authorization: headers.authorization ?? null };
  requests.push(seen);
  send(response, '.json', JSON.stringify({ method, url, scheme: seen.authorization?.split(' ')[0] ?? null }));
}
