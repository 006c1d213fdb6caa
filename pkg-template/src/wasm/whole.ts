// All of the core, as it travels in a file of its own beside the default entry: nothing in here runs at import.
export { build } from '#build';
export { createGlue } from '#glue';
export { size, texts } from '#wasm';
// After the glue: the worker's copy of it compresses well only when it stands close by.
export { environment } from '../environment.js';
