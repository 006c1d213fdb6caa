// Modules that exist only while the package is built: `build.mjs` makes them from the wasm.

declare module '#glue' {
  /** Makes one instance of the generated glue. Nothing of it runs before the call. */
  export function createGlue(): import('./core.js').Glue;
}

declare module '#wasm' {
  /** The wasm, one character per byte. */
  export const text: string;
  /** The character of each byte: the first stands for 0, the last for 255. */
  export const alphabet: string;
  /** How many bytes there are. */
  export const size: number;
}
