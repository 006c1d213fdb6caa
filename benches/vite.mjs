// Production builds by Vite, with its own defaults: what an application ships.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installed } from '../scripts/projects/install.mjs';
import { parted } from './parted.mjs';

const APP = fileURLToPath(new URL('./app/', import.meta.url));
/** The same installation as that of the bundler tests. */
const PROJECT = fileURLToPath(new URL('../tests/package/bundlers/projects/vite-8/', import.meta.url));

async function load() {
  const folder = installed({ name: 'vite-8', folder: PROJECT });
  const file = join(folder, 'node_modules/vite/dist/node/index.js');
  if (!existsSync(file)) throw new Error('Vite is not installed. “make bench” does that.');
  return import(pathToFileURL(file));
}

/**
 * Builds a file of `app/` with `sdk`, the file of a package. Gives what would be deployed: `[{ name, bytes, isLater }]`;
 * later are the files that a page loads only when it asks for them. Nothing is written.
 */
export async function built(input, sdk) {
  const { build } = await load();
  const { output } = await build({
    root: APP,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    resolve: { alias: { sdk } },
    build: { write: false, rollupOptions: { input: join(APP, input) } },
  });
  const { later } = parted(output);
  return output.map((file) => ({
    name: file.fileName,
    bytes: Buffer.from(file.code ?? file.source),
    isLater: later.has(file.fileName),
  }));
}
