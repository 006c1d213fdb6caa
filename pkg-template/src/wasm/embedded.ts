import { assembler } from '#assembler';
import { assemble, type Assembler } from './assemble.js';
import { blocked } from './failure.js';

/** A wasm that travels inside a script, as text. */
export interface Embedded {
  texts: string[];
  size: number;
}

/** The bytes of a wasm that travels inside a script. */
export function unpacked({ texts, size }: Embedded): BufferSource {
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
