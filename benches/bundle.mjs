// Packages as an application's build makes them: bundled, minified, UTF-8, and in chunks.
import { build } from 'esbuild';
import { measure } from '../pkg-template/build/sizes.mjs';

/**
 * The raw, gzip and brotli sizes of all exports of a file: of what is loaded at first, and of each chunk that is loaded
 * later, `{ first, later }`.
 */
export async function everything(file) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from ${JSON.stringify(file)};`, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    format: 'esm',
    charset: 'utf8',
    target: 'es2020',
    outdir: '.',
    write: false,
    logLevel: 'error',
  });
  const outputs = Object.values(metafile.outputs);
  const sizes = outputFiles.map(({ contents }) => measure(Buffer.from(contents)));
  const isEntry = (_, index) => Boolean(outputs[index].entryPoint === '<stdin>');
  return { first: sizes.find(isEntry), later: sizes.filter((_, index) => !isEntry(_, index)) };
}
