// Modules that exist only while the package is built: `build.mjs` makes them from the wasm.

declare module '#glue' {
  /** Makes one instance of the generated glue. Nothing of it runs before the call. */
  export function createGlue(): import('./core.js').Glue;
}

declare module '#first-glue' {
  /** The same for the small wasm. */
  export function createGlue(): import('./core.js').FirstGlue;
}

declare module '#first-wasm' {
  export { size, texts } from '#wasm';
}

declare module '#keeper-glue' {
  /** The same for the worker, without what a page needs. */
  export function createGlue(): import('./core.js').KeeperGlue;
}

declare module '#worker' {
  /** The script of the worker. */
  export const script: string;
}

declare module '#build' {
  /** Differs between any two builds that must not talk to each other. */
  export const build: string;
  /** The version of the package. */
  export const version: string;
}

declare module '#wasm' {
  /** The columns of the wasm, as text with one or two characters per byte, behind the alphabet of each. */
  export const texts: string[];
  /** The size of the wasm in bytes. */
  export const size: number;
}

declare module '#assembler' {
  /** `assembler.wat` as WebAssembly, in Base64. */
  export const assembler: string;
}
