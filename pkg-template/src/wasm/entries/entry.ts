import type { FirstGlue, Glue } from '../../core.js';
import type { environment } from '../../environment.js';
import type { WasmSource } from '../../types/wasm.js';

/** A wasm of the package, with the glue that was generated for it. */
export interface Part<G> {
  createGlue(): G;
  /** Where the wasm is, unless the application says otherwise. */
  packed(): WasmSource;
}

/** All of the core. */
export interface Whole extends Part<Glue> {
  /** What the page can do for it. */
  environment: typeof environment;
}

/** What a first visit starts with. */
export interface First extends Part<FirstGlue> {
  packed(): BufferSource;
}
