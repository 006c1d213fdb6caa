import { first, whole } from '#entry';
import type { FirstGlue, Glue, Starting } from '../core.js';
import { orForget } from '../retry.js';
import type { Whole } from './entries/entry.js';
import type { WasmSource } from '../types/wasm.js';
import { compile, compileSmall } from './compile.js';
import { blocked, loadFailed, unsupported } from './failure.js';

/** The running wasm, and the module it was made from. */
export interface Running {
  Client: Glue['Client'];
  module: WebAssembly.Module;
  /** What the page can do for it. */
  environment: Whole['environment'];
}

let loading: Promise<Running> | undefined;
let beginning: Promise<FirstGlue['Client']> | undefined;

/** The running wasm. */
export function load(source?: WasmSource | Promise<WasmSource>): Promise<Running> {
  return loading || (loading = orForget(start(source), () => (loading = undefined)));
}

/** The small wasm that a first visit starts with: its client, where this entry has it, and nobody began with the whole one. */
export async function loadFirst(): Promise<FirstGlue['Client'] | undefined> {
  if (!first || loading) {
    return undefined;
  }
  return beginning || (beginning = orForget(begin(first), () => (beginning = undefined)));
}

async function start(source?: WasmSource | Promise<WasmSource>): Promise<Running> {
  requireFeatures();
  const { createGlue, environment, packed } = await whole();
  const module = await compile((await source) || packed());
  const { Client } = run(createGlue(), module);
  // Nobody begins with the small one any more.
  beginning = undefined;
  return { Client, module, environment };
}

async function begin({ createGlue, packed }: NonNullable<typeof first>): Promise<FirstGlue['Client']> {
  requireFeatures();
  return run(createGlue(), await compileSmall(packed())).Client;
}

function run<G extends Starting>(glue: G, module: WebAssembly.Module): G {
  try {
    glue.initSync({ module });
  } catch (cause) {
    // WebKit compiles what a policy forbids, and refuses to make an instance of it.
    throw cause instanceof WebAssembly.CompileError
      ? blocked(cause)
      : loadFailed('The WebAssembly is of another version than this script.', cause);
  }
  return glue;
}

function requireFeatures(): void {
  if (typeof WebAssembly === 'undefined') {
    throw unsupported('WebAssembly', 'Use a browser that has it, and leave lockdown modes.');
  }
  if (typeof TextDecoder === 'undefined' || typeof TextEncoder === 'undefined') {
    throw unsupported('TextEncoder or TextDecoder', 'In a test environment, set both on globalThis from node:util.');
  }
}
