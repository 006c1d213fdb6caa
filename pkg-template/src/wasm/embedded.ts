import { assembler } from '#assembler';
import { size, texts } from '#wasm';
import type { WasmSource } from '../types/wasm.js';
import { assemble, type Assembler } from './assemble.js';
import { blocked } from './failure.js';

/** The wasm that travels inside this script. */
export function defaultSource(): WasmSource {
  return assemble(started(), texts, size);
}

/** At once, as it has half a kilobyte. */
function started(): Assembler {
  const bytes = Uint8Array.from(atob(assembler), (character) => character.charCodeAt(0));
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Assembler;
  } catch (cause) {
    throw blocked(cause);
  }
}
