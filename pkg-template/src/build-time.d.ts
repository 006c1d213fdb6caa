// Modules that exist only while the package is built: `build.mjs` makes them from the wasm.

declare module '#glue' {
  /** Makes one instance of the generated glue. Nothing of it runs before the call. */
  export function createGlue(): Pick<import('./core.js').Glue, 'Client' | 'initSync'>;
}

declare module '#keeper-glue' {
  /** The same for the worker, without what a page needs. */
  export function createGlue(): Pick<import('./core.js').Glue, 'Keeper' | 'initSync'>;
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
  /** The wasm, one or two characters per byte. */
  export const text: string;
  /** What stands for each byte: first for 0, last for 255. */
  export const alphabet: string;
  /** How many bytes there are. */
  export const size: number;
}
