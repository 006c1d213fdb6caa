// The JavaScript of the package: one file per entry and format, and the worker.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { madeModules, makeModules } from './made.mjs';

const SOURCES = resolve(import.meta.dirname, '../src');

const ENTRIES = [
  { file: 'index.js', format: 'esm', source: 'embedded' },
  { file: 'index.cjs', format: 'cjs', source: 'embedded' },
  { file: 'url.js', format: 'esm', source: 'separate' },
];

export const WORKER = 'auth0-spa-wasm.worker.js';

/** Writes every entry to a folder. */
export async function bundle({ glue, wasm, folder }) {
  const made = await makeModules({ glue, wasm });
  writeFileSync(`${folder}/${WORKER}`, `${made.script}\n`);
  for (const { file, format, source } of ENTRIES) {
    const { warnings } = await build({
      entryPoints: [`${SOURCES}/index.ts`],
      outfile: `${folder}/${file}`,
      bundle: true,
      format,
      target: 'es2017',
      // Syntax beyond ES2017, but only in the entry that exists for it.
      supported: { 'import-meta': source === 'separate' },
      // Nothing may depend on the encoding that a page or its server declares.
      charset: 'ascii',
      legalComments: 'none',
      tsconfig: resolve(SOURCES, '../tsconfig.json'),
      plugins: [madeModules(made, source)],
    });
    if (warnings.length > 0) throw new Error(`${file} was built with warnings, see above`);
  }
}
