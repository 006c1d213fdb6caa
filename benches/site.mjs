// The server of the page that measures: both packages, side by side, as they are published.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { listen } from '../www-example/listen.mjs';

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** The files that are measured; the error says how to get what is missing. `whole` is what `ours` loads later. */
export const PACKAGES = {
  ours: find('../pkg/dist/index.js', 'make package'),
  whole: find('../pkg/dist/whole.js', 'make package'),
  peer: find('../node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.esm.js', 'npm ci'),
};

function find(path, remedy) {
  const file = fileURLToPath(new URL(path, import.meta.url));
  const read = () => {
    if (!existsSync(file)) throw new Error(`There is no ${path.replace('../', '')}. Run “${remedy}” first.`);
    return readFileSync(file);
  };
  return { file, read };
}

/** Serves the page on a free port. `settings()` is asked at each request: `{ domain, api }`. */
export async function startSite({ settings }) {
  const files = readFiles();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    if (pathname === '/settings.json') return send(response, 'application/json', JSON.stringify(settings()));
    const file = files.get(pathname);
    if (!file) return response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${pathname} here.\n`);
    return send(response, file.type, file.text);
  });
  const { port, close } = await listen(server, 0, { what: 'the page that measures', variable: 'none' });
  return { url: `http://localhost:${port}`, close };
}

// Read once: a package that is built anew meanwhile must not change under the measurement.
function readFiles() {
  const own = readdirSync(PAGE).map((name) => {
    const type = name.endsWith('.html') ? HTML : SCRIPT;
    return [`/${name}`, { type, text: readFileSync(`${PAGE}${name}`) }];
  });
  const packages = Object.entries(PACKAGES).map(([who, { read }]) => [`/${who}.js`, { type: SCRIPT, text: read() }]);
  const files = new Map([...own, ...packages]);
  for (const path of ['/', '/callback']) files.set(path, files.get('/page.html'));
  return files;
}

function send(response, type, body) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
