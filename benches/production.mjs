// The application of `app/`, built for production with each package and served as a production server does: compressed
// once, and kept by the browser for good where a name has a hash in it.
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { listen } from '../www-example/listen.mjs';
import { PACKAGES } from './site.mjs';
import { built } from './vite.mjs';

/** What `app/` is built with. `url` is our entry with the wasm in a file of its own, `bare` is no package at all. */
export const SDKS = {
  ours: PACKAGES.ours.file,
  url: PACKAGES.ours.file.replace(/index\.js$/, 'url.js'),
  peer: PACKAGES.peer.file,
  bare: fileURLToPath(new URL('./app/none.js', import.meta.url)),
};

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', wasm: 'application/wasm' };

/** Serves each, on an origin of its own that the tenant knows: `{ origins: { ours, url, peer, bare }, close }`. */
export async function openProduction({ tenant }) {
  const servers = [];
  const close = () => Promise.all(servers.map((server) => server.close()));
  const origins = {};
  try {
    for (const [who, sdk] of Object.entries(SDKS)) {
      const server = await serve(await built('index.html', sdk));
      servers.push(server);
      origins[who] = `http://localhost:${server.port}`;
      tenant.allowOrigin(origins[who]);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { origins, close };
}

function serve(deployed) {
  const files = new Map(deployed.map(({ name, bytes }) => [`/${name}`, brotliCompressSync(bytes)]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    const name = pathname === '/' ? '/index.html' : pathname;
    const body = files.get(name);
    if (!body) return response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${name} here.\n`);
    return response.writeHead(200, headersFor(name)).end(body);
  });
  return listen(server, 0, { what: 'an application', variable: 'none' });
}

function headersFor(name) {
  return {
    'content-type': TYPES[name.split('.').at(-1)] ?? 'application/octet-stream',
    'content-encoding': 'br',
    'cache-control': name.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable',
  };
}
