import type { WasmSource } from './types/wasm.js';
import { load } from './wasm/load.js';

/**
 * Loads the whole WebAssembly ahead of its first use, or from another place. Calling it is optional.
 *
 * The default entry begins with a small one, and loads the whole one with the first call that needs it. After `init` all
 * calls are answered by the whole one: call it before any other where nothing may be loaded later, as in a tab that
 * stays open over deployments.
 *
 * It is loaded once: whoever comes first decides from where. After a failure it may be tried again.
 * An addition to the exports of `@auth0/auth0-spa-js`.
 *
 * @param source A URL, a `Response`, the bytes or the compiled module; default: this package's own.
 * @throws GenericError with `error` `wasm_blocked`, `wasm_unsupported` or `wasm_load_failed`.
 */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  await load(source);
}
