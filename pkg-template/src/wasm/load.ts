import { defaultSource } from '#source';
import { createGlue } from '#glue';
import type { Glue } from '../core.js';
import type { WasmSource } from '../types/wasm.js';
import { compile } from './compile.js';
import { blocked, loadFailed, unsupported } from './failure.js';

/** The running wasm, and the module it was made from. */
export interface Running {
  Client: Glue['Client'];
  module: WebAssembly.Module;
}

let loading: Promise<Running> | undefined;

/** The running wasm. */
export function load(source?: WasmSource | Promise<WasmSource>): Promise<Running> {
  if (!loading) {
    const attempt = start(source);
    loading = attempt;
    attempt.catch(() => {
      loading = undefined;
    });
  }
  return loading;
}

async function start(source?: WasmSource | Promise<WasmSource>): Promise<Running> {
  requireFeatures();
  const module = await compile((await source) || defaultSource());
  const glue = createGlue();
  try {
    glue.initSync({ module });
  } catch (cause) {
    // WebKit compiles what a policy forbids, and refuses to make an instance of it.
    throw cause instanceof WebAssembly.CompileError
      ? blocked(cause)
      : loadFailed('The WebAssembly is of another version than this script.', cause);
  }
  return { Client: glue.Client, module };
}

function requireFeatures(): void {
  if (typeof WebAssembly === 'undefined') {
    throw unsupported('WebAssembly', 'Use a browser that has it, and leave lockdown modes.');
  }
  if (typeof TextDecoder === 'undefined' || typeof TextEncoder === 'undefined') {
    throw unsupported('TextEncoder or TextDecoder', 'In a test environment, set both on globalThis from node:util.');
  }
}
