import { alphabet, size, text } from '#wasm';
import { loadFailed } from './failure.js';
import type { WasmSource } from '../types/wasm.js';
import { unpack } from './unpack.js';

/** The wasm that travels inside this script. */
export function defaultSource(): WasmSource {
  // Two bytes of UTF-8 become two characters when a page reads the script as something else.
  if (text.length !== size) {
    throw loadFailed(
      'The embedded WebAssembly is damaged: the script was not read as UTF-8. ' +
        'Serve it as "text/javascript; charset=utf-8", or put <meta charset="utf-8"> first in the page.',
    );
  }
  return unpack(text, alphabet);
}
