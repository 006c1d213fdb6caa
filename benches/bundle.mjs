// Packages as an application's build makes them: bundled, minified, UTF-8.
import { build } from 'esbuild';
import { measure } from '../pkg-template/build/sizes.mjs';

/** The raw, gzip and brotli sizes of a bundle of some code. */
export async function bundled(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    target: 'es2020',
    write: false,
    logLevel: 'error',
  });
  return measure(Buffer.from(outputFiles[0].contents));
}

/** The same for all exports of a file. */
export const everything = (file) => bundled(`export * from ${JSON.stringify(file)};`);
