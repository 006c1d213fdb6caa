// The code that wasm-bindgen generated, as one function.
//
// As it comes, it makes a TextDecoder and more at import: some test environments have none, and a
// package that runs nothing at import can be left out of a bundle. Inside a function nothing runs
// before the call, and a failed start can be tried again with a fresh instance.

import { build } from 'esbuild';

/** A module whose `createGlue` gives the named exports; what they do not need is left out. */
export async function wrapGlue(path, needed) {
  const code = await flatten(path, needed);
  const tail = /export \{\s*([\w\s,]+?)\s*\};\s*$/;
  const names = (code.match(tail)?.[1] ?? '').split(/\s*,\s*/).sort();
  if (names.join() !== needed.join()) {
    throw new Error(
      `${path} exports ${names.join(', ') || 'nothing'} where ${needed.join(', ')} is expected: ` +
        'was it built with the feature npm and --target web?',
    );
  }
  const body = code.replace(tail, '');
  refuseModuleSyntax(path, body);
  return `export function createGlue() {\n${body}\nreturn { ${needed.join(', ')} };\n}\n`;
}

// One file, and without the parts of the glue that nobody calls.
async function flatten(path, needed) {
  const result = await build({
    stdin: {
      contents: `export { ${needed.join(', ')} } from ${JSON.stringify(path)};`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2017',
    charset: 'utf8',
    legalComments: 'none',
    treeShaking: true,
    // Without this every class would count as used: nobody disposes.
    define: { 'Symbol.dispose': 'undefined' },
  });
  return result.outputFiles[0].text;
}

function refuseModuleSyntax(path, body) {
  const found = /^\s*(?:import|export)\b.*|import\.meta/m.exec(body);
  if (found) {
    throw new Error(
      `${path} still has module syntax (${found[0].trim()}): ` +
        'build it with omit-default-module-path, and without snippets',
    );
  }
}
