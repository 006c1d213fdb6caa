import type { WasmSource } from '../types/wasm.js';

/** The wasm in a file of its own, beside this script. */
export function defaultSource(): WasmSource {
  // Spelled in one expression: this is the form that bundlers recognise.
  return new URL('./auth0_spa_wasm_bg.wasm', import.meta.url);
}
