// The modules that exist only while the package is built.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { assemblerModule } from './assembler.mjs';
import { embed } from './embed.mjs';
import { wrapGlue } from './glue.mjs';
import { packageVersion } from './version.mjs';
import { workerScript } from './worker.mjs';

const SOURCES = resolve(import.meta.dirname, '../src');
const BUILD_ID_LENGTH = 12;

/** Everything that is made from the wasm and its glue, by the name under which it is imported. */
export async function makeModules({ glue, wasm, first }) {
  const made = {
    '#build': `export const build = '${buildId(readFileSync(glue), wasm)}';\nexport const version = '${packageVersion()}';`,
    '#glue': await wrapGlue(glue, ['Client', 'initSync']),
    '#first-glue': await wrapGlue(first.glue, ['Client', 'initSync']),
    '#first-wasm': embed(first.wasm),
    '#keeper-glue': await wrapGlue(glue, ['Keeper', 'initSync']),
    '#assembler': assemblerModule(),
    '#wasm': embed(wasm),
  };
  const script = await workerScript(madeModules(made));
  return { ...made, '#worker': `export const script = ${JSON.stringify(script)};`, script };
}

/** The plugin that finds these modules, and what an entry begins with. */
export function madeModules(made, entry) {
  return {
    name: 'made-modules',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^#entry$/ }, () => ({ path: `${SOURCES}/wasm/entries/${entry}.ts` }));
      // The one file that is loaded later, in its place beside the entry.
      esbuild.onResolve({ filter: /\/whole\.js$/ }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: './whole.js', external: true } : undefined,
      );
      esbuild.onResolve({ filter: /^#/ }, ({ path }) => (path in made ? { path, namespace: 'made' } : undefined));
      esbuild.onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => ({ contents: made[path] }));
    },
  };
}

function buildId(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, BUILD_ID_LENGTH);
}
