// The JavaScript of the package: one file per entry and format, and the worker.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { madeModules, makeModules } from './made.mjs';

const SOURCES = resolve(import.meta.dirname, '../src');

const FILES = [
  { file: 'index.js', from: 'index.ts', format: 'esm', entry: 'split' },
  { file: 'whole.js', from: 'wasm/whole.ts', format: 'esm' },
  { file: 'index.cjs', from: 'index.ts', format: 'cjs', entry: 'single' },
  { file: 'url.js', from: 'index.ts', format: 'esm', entry: 'separate' },
];

export const WORKER = 'auth0-spa-wasm.worker.js';

/** Writes every entry to a folder. */
export async function bundle({ glue, wasm, first, folder }) {
  const made = await makeModules({ glue, wasm, first });
  writeFileSync(`${folder}/${WORKER}`, `${made.script}\n`);
  for (const { file, from, format, entry } of FILES) {
    const { warnings } = await build({
      entryPoints: [`${SOURCES}/${from}`],
      outfile: `${folder}/${file}`,
      bundle: true,
      format,
      target: 'es2017',
      // Syntax beyond ES2017, but only in the entry that exists for it.
      supported: { 'import-meta': entry === 'separate', 'dynamic-import': entry === 'split' },
      // Nothing may depend on the encoding that a page or its server declares.
      charset: 'ascii',
      legalComments: 'none',
      tsconfig: resolve(SOURCES, '../tsconfig.json'),
      plugins: [madeModules(made, entry)],
    });
    if (warnings.length > 0) throw new Error(`${file} was built with warnings, see above`);
  }
}
