// What each file adds to the JavaScript around the wasm, minified.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { madeModules, makeModules } from '../pkg-template/build/made.mjs';

const SOURCES = fileURLToPath(new URL('../pkg-template/src/', import.meta.url));
const BUILT = fileURLToPath(new URL('../target/wasm-pack/', import.meta.url));

/** `[{ path, size }]`: the sources, and under names that begin with `#` what is made of the wasm. */
export async function facadeFiles() {
  const wasm = readFileSync(`${BUILT}auth0_spa_wasm_bg.wasm`);
  const made = await makeModules({ glue: `${BUILT}auth0_spa_wasm.js`, wasm });
  const { metafile } = await build({
    entryPoints: [`${SOURCES}index.ts`],
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'error',
    plugins: [madeModules(made, 'separate')],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, size: bytesInOutput }));
}
