import { alphabet, size, text } from '#wasm';
import type { WasmSource } from '../types/wasm.js';
import { unpack } from './unpack.js';

/** The wasm that travels inside this script. */
export function defaultSource(): WasmSource {
  return unpack(text, alphabet, size);
}
