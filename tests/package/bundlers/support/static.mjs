// A server for what was built, as plain as they come: it says nothing about encodings, and about policies when asked.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { serve } from '../../support/chromium.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };

const page = (tag) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Sign in</title><link rel="icon" href="data:," />${tag}</head>
  <body></body>
</html>
`;

/** Serves a folder on a free port. Where it has no page, one with this script element, under this policy. */
export function serveFolder(folder, { tag, policy }) {
  return serve((request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (path.startsWith(folder) && existsSync(path) && statSync(path).isFile()) {
      return response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(readFileSync(path));
    }
    if (pathname === '/' && tag) {
      const headers = { 'content-type': 'text/html', ...(policy ? { 'content-security-policy': policy } : {}) };
      return response.writeHead(200, headers).end(page(tag));
    }
    return response.writeHead(404, { 'content-type': 'text/plain' }).end('none');
  });
}
