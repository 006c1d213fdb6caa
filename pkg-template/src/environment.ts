import type { Environment } from './core.js';
import type { Auth0ClientOptions } from './types.js';
import { openWorker } from './worker/open.js';

/** What this page can do for the core. Whether it is done is for the core to say. */
export function environment(module: WebAssembly.Module, { workerUrl }: Auth0ClientOptions): Environment {
  return typeof Worker === 'function' ? { openWorker: () => openWorker(module, workerUrl) } : {};
}
