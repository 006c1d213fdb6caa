// The script of the token worker, as one short text.

import { resolve } from 'node:path';
import { build } from 'esbuild';

const SOURCES = resolve(import.meta.dirname, '../src');

/** The text, made from what else was made. Minified: it is a text in every script that has the whole wasm, or names it. */
export async function workerScript(plugin) {
  const { outputFiles, warnings } = await build({
    entryPoints: [`${SOURCES}/worker/script.ts`],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2017',
    // A hosted copy must not depend on the encoding that its server declares.
    charset: 'ascii',
    legalComments: 'none',
    tsconfig: resolve(SOURCES, '../tsconfig.json'),
    plugins: [plugin],
  });
  if (warnings.length > 0) throw new Error('the worker was built with warnings, see above');
  return outputFiles[0].text.trim();
}
