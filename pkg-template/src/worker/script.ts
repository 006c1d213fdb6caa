// The worker: refresh tokens live here, where no script of the page can read them.
// Bundled on its own into one text; see `open.ts` for the other end of the line.

import { build } from '#build';
import { createGlue } from '#keeper-glue';
import type { Keeper } from '../core.js';
import type { Notice, Start } from './protocol.js';

// The part of a worker's global scope that is used here; the compiler knows pages only.
interface Scope {
  onmessage: (event: MessageEvent) => void;
  onmessageerror: () => void;
  onunhandledrejection: (event: PromiseRejectionEvent) => void;
  postMessage(notice: Notice): void;
}

const scope = self as unknown as Scope;
let keeper: Keeper | undefined;

scope.onmessage = ({ data, ports }) => {
  if (keeper) {
    answer(keeper, data, ports[0]);
  } else {
    start(data);
  }
};

scope.onmessageerror = () => fail('it may not share WebAssembly with its page');

// A panic in the middle of something asynchronous shows up here only; nobody would ever answer.
scope.onunhandledrejection = (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) {
    event.preventDefault();
    fail(event.reason);
  }
};

function start({ module, build: wanted }: Start): void {
  if (wanted !== build) {
    fail(`its script is of another version (${build}) than the page's (${wanted})`);
    return;
  }
  try {
    const glue = createGlue();
    glue.initSync({ module });
    keeper = new glue.Keeper();
    scope.postMessage('ready');
  } catch (error) {
    fail(error);
  }
}

async function answer(own: Keeper, message: string, port: MessagePort): Promise<void> {
  try {
    port.postMessage(await own.handle(message));
  } catch (error) {
    fail(error);
  }
}

function fail(reason: unknown): void {
  scope.postMessage({ failure: String(reason) });
}
