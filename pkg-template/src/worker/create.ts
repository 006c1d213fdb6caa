import { script } from '#worker';
import type { WorkerUrl } from '../types/options.js';
import { trusted } from './trusted.js';

/** A worker that has been asked for. Whether its script loads shows later. */
export interface Created {
  worker: Worker;
  /** What to do when it does not load. */
  advice: string;
  /** To be called once the script has loaded, or has not. */
  release(): void;
}

/** Makes the worker from a hosted copy of its script, or from the copy that travels inside this one. */
export function create(url?: WorkerUrl): Created {
  return url ? hosted(url) : embedded();
}

function hosted(url: WorkerUrl): Created {
  const advice =
    `Serve dist/auth0-spa-wasm.worker.js of the same version at ${url}, on the page's own origin, ` +
    'and allow it in worker-src of the content security policy.';
  return { worker: make(url, advice), advice, release() {} };
}

function embedded(): Created {
  const advice =
    'Allow blob: in worker-src of the content security policy, ' +
    'or set `workerUrl` to a copy of dist/auth0-spa-wasm.worker.js on the origin of the page.';
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const release = (): void => URL.revokeObjectURL(url);
  try {
    return { worker: make(url, advice), advice, release };
  } catch (error) {
    release();
    throw error;
  }
}

function make(url: WorkerUrl, advice: string): Worker {
  try {
    return new Worker(trusted(url));
  } catch (cause) {
    throw new Error(`The token worker was refused: ${cause}. ${advice}`);
  }
}
