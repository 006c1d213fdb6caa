// What a first visit loads, and what embedding the wasm costs.

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { transform } from 'esbuild';

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

/** Raw, gzip -9 and brotli -q 11 sizes of some bytes. */
export function measure(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/** Prints the sizes of what was built. */
export async function printSizes({ wasm, index, whole, url, worker }) {
  const minify = async (code) =>
    Buffer.from((await transform(code.toString(), { minify: true, charset: 'utf8' })).code);
  const rows = [
    ['default entry, minified', await minify(index)],
    ['what it loads after a first visit', await minify(whole)],
    ['url entry, minified (without the wasm)', await minify(url)],
    ['worker (also inside the scripts)', worker],
    ['wasm', wasm],
    ['wasm as base64, for comparison', Buffer.from(wasm.toString('base64'))],
  ];
  console.log(`${'sizes in kB'.padEnd(40)}     raw    gzip  brotli`);
  for (const [name, bytes] of rows) {
    const { raw, gzip, brotli } = measure(bytes);
    console.log(name.padEnd(40) + kilobytes(raw) + kilobytes(gzip) + kilobytes(brotli));
  }
}
