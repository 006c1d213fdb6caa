// The JavaScript of the package: one file per entry and format.

import { resolve } from 'node:path';
import { build } from 'esbuild';
import { embed } from './embed.mjs';
import { wrapGlue } from './glue.mjs';

const SOURCES = resolve(import.meta.dirname, '../src');

const ENTRIES = [
  { file: 'index.js', format: 'esm', source: 'embedded' },
  { file: 'index.cjs', format: 'cjs', source: 'embedded' },
  { file: 'url.js', format: 'esm', source: 'separate' },
];

/** Writes every entry to a folder. */
export async function bundle({ glue, wasm, folder }) {
  const made = { '#glue': await wrapGlue(glue), '#wasm': embed(wasm) };
  for (const { file, format, source } of ENTRIES) {
    const { warnings } = await build({
      entryPoints: [`${SOURCES}/index.ts`],
      outfile: `${folder}/${file}`,
      bundle: true,
      format,
      target: 'es2017',
      // Syntax beyond ES2017, but only in the entry that exists for it.
      supported: { 'import-meta': source === 'separate' },
      // Anything else would write the embedded bytes as escapes, four to six characters each.
      charset: 'utf8',
      legalComments: 'none',
      tsconfig: resolve(SOURCES, '../tsconfig.json'),
      plugins: [madeModules(made, source)],
    });
    if (warnings.length > 0) throw new Error(`${file} was built with warnings, see above`);
  }
}

function madeModules(made, source) {
  return {
    name: 'made-modules',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^#source$/ }, () => ({ path: `${SOURCES}/wasm/${source}.ts` }));
      esbuild.onResolve({ filter: /^#(glue|wasm)$/ }, ({ path }) => ({ path, namespace: 'made' }));
      esbuild.onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => ({ contents: made[path] }));
    },
  };
}
