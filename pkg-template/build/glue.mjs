// The code that wasm-bindgen generated, as one function.
//
// As it comes, it makes a TextDecoder and more at import: some test environments have none, and a
// package that runs nothing at import can be left out of a bundle. Inside a function nothing runs
// before the call, and a failed start can be tried again with a fresh instance.

import { build } from 'esbuild';

const NEEDED = ['Client', 'initSync'];

/** The module `#glue`. */
export async function wrapGlue(path) {
  const code = await flatten(path);
  const tail = /export \{\s*([\w\s,]+?)\s*\};\s*$/;
  const names = (code.match(tail)?.[1] ?? '').split(/\s*,\s*/).sort();
  if (names.join() !== NEEDED.join()) {
    throw new Error(
      `${path} exports ${names.join(', ') || 'nothing'} where ${NEEDED.join(', ')} is expected: ` +
        'was it built with the feature npm and --target web?',
    );
  }
  const body = code.replace(tail, '');
  refuseModuleSyntax(path, body);
  return `export function createGlue() {\n${body}\nreturn { ${NEEDED.join(', ')} };\n}\n`;
}

// One file, and without the parts of the glue that nobody calls.
async function flatten(path) {
  const result = await build({
    stdin: {
      contents: `export { ${NEEDED.join(', ')} } from ${JSON.stringify(path)};`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2017',
    charset: 'utf8',
    legalComments: 'none',
    treeShaking: true,
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
