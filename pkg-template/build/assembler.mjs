// The WebAssembly that puts the columns together, from its text.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import binaryen from 'binaryen';

const SOURCE = resolve(import.meta.dirname, '../src/wasm/assembler.wat');

/** The module `#assembler`. */
export function assemblerModule() {
  const module = binaryen.parseText(readFileSync(SOURCE, 'utf8'));
  try {
    module.setFeatures(binaryen.Features.BulkMemory | binaryen.Features.BulkMemoryOpt);
    if (!module.validate()) throw new Error(`${SOURCE} is not valid WebAssembly, see above`);
    // Fast first: nothing is smaller than what it saves.
    binaryen.setOptimizeLevel(3);
    binaryen.setShrinkLevel(2);
    module.optimize();
    return `export const assembler = '${Buffer.from(module.emitBinary()).toString('base64')}';`;
  } finally {
    module.dispose();
  }
}
