// What each file adds to the JavaScript around the wasm, minified.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { madeModules, makeModules } from '../pkg-template/build/made.mjs';

const SOURCES = fileURLToPath(new URL('../pkg-template/src/', import.meta.url));
const BUILT = fileURLToPath(new URL('../target/wasm-pack/', import.meta.url));
/** What a first visit loads, and what is loaded later. */
const ENTRIES = { first: 'index.ts', later: 'wasm/whole.ts' };
/** The wasm itself, as text. */
const EMBEDDED = /#(first-)?wasm$/;

/** `{ first, later }`, each `[{ path, size }]`: the sources, and under names with `#` what is made of the wasm. */
export async function facadeFiles() {
  const part = (folder) => ({
    glue: `${folder}auth0_spa_wasm.js`,
    wasm: readFileSync(`${folder}auth0_spa_wasm_bg.wasm`),
  });
  const made = await makeModules({ ...part(BUILT), first: part(`${BUILT}first/`) });
  return { first: await filesOf(ENTRIES.first, made), later: await filesOf(ENTRIES.later, made) };
}

async function filesOf(entry, made) {
  const { metafile } = await build({
    entryPoints: [SOURCES + entry],
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'error',
    plugins: [madeModules(made, 'split')],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return Object.entries(inputs)
    .filter(([path]) => !EMBEDDED.test(path))
    .map(([path, { bytesInOutput }]) => ({ path, size: bytesInOutput }));
}
