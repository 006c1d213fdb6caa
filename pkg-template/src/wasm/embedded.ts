import { assembler } from '#assembler';
import { size, texts } from '#wasm';
import { assemble, type Assembler } from './assemble.js';
import { compile } from './compile.js';
import { blocked } from './failure.js';

/** The wasm that travels inside this script. */
export async function defaultSource(): Promise<BufferSource> {
  const module = await compile(Uint8Array.from(atob(assembler), (character) => character.charCodeAt(0)));
  return assemble(exportsOf(module), texts, size);
}

function exportsOf(module: WebAssembly.Module): Assembler {
  try {
    return new WebAssembly.Instance(module).exports as unknown as Assembler;
  } catch (cause) {
    // WebKit compiles what a policy forbids, and refuses to make an instance of it.
    throw blocked(cause);
  }
}
