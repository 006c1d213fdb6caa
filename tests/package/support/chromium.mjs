// A page in Chromium that can load the files of the package.
import { createServer } from 'node:http';
import { chromium } from '@playwright/test';
import { readBytes } from './package.mjs';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const TYPES = { js: 'text/javascript', wasm: 'application/wasm' };

export const launch = () =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, chromiumSandbox: false });

/** Serves on a free port of this machine. */
export async function serve(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://localhost:${server.address().port}`, close };
}

/** Opens a page with the given HTML, beside the package's own files. */
export async function openPage(html) {
  const { origin, close } = await serve((request, response) => {
    const name = /^\/(dist\/[\w.]+\.(js|wasm))$/.exec(request.url);
    response.setHeader('content-type', name ? TYPES[name[2]] : 'text/html');
    response.end(name ? readBytes(name[1]) : html);
  });
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(origin);
  return {
    page,
    async close() {
      await browser.close();
      close();
    },
  };
}
