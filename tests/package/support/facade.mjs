// The façade's sources on a core of the test's own: what it hands over, and what it makes of errors.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './package.mjs';

const SOURCES = join(ROOT, 'pkg-template/src');

/** Bundles the façade with a class `Client` taken from `globalThis.fakeCore`. */
export const loadFacade = () => loadSource(`export * from './index.ts'; export { brand } from './brand.ts';`);

/** Bundles some exports of the façade's sources around the fakes. */
export async function loadSource(contents) {
  const result = await build({
    stdin: {
      contents,
      resolveDir: SOURCES,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2017',
    plugins: [{ name: 'fakes', setup: fakes }],
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  // A comment of its own makes every load a module of its own.
  return import(`data:text/javascript;base64,${code}#${(loads += 1)}`);
}

let loads = 0;

const EMPTY_WASM = '() => new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])';

// The small wasm is there where a test puts a class for it in `globalThis.fakeFirst`.
const FAKES = {
  '#entry': `
    import { environment } from '${SOURCES}/environment.ts';
    const glue = (Client) => () => ({ initSync() {}, Client });
    const part = (Client) => ({ createGlue: glue(Client), packed: ${EMPTY_WASM} });
    export const first = globalThis.fakeFirst && part(globalThis.fakeFirst);
    export const whole = async () => ({ ...part(globalThis.fakeCore), environment });`,
  '#worker': 'export const script = "the script of the worker";',
  '#build': 'export const build = "this build"; export const version = "1.2.3";',
};

function fakes(esbuild) {
  esbuild.onResolve({ filter: /^#/ }, ({ path }) => ({ path, namespace: 'fake' }));
  esbuild.onLoad({ filter: /.*/, namespace: 'fake' }, ({ path }) => ({ contents: FAKES[path], resolveDir: SOURCES }));
}
