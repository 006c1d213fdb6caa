import { build } from '#build';
import type { AskKeeper } from '../core.js';
import type { WorkerUrl } from '../types/options.js';
import { create } from './create.js';
import type { Notice, Start } from './protocol.js';

type GiveUp = (error: Error) => void;

/**
 * Starts the worker that keeps the refresh tokens, and gives it the compiled module.
 *
 * Rejects when the worker cannot be made, reports a failure, or is refused by a policy. How long
 * to wait for it is for the caller to say. When it dies later, every question that is under way is
 * rejected, and so is every further one.
 */
export function openWorker(module: WebAssembly.Module, url?: WorkerUrl): Promise<AskKeeper> {
  return new Promise((resolve, reject) => {
    const { worker, advice, release } = create(url);
    const foreign = new MessageChannel();
    const waiting = new Set<GiveUp>([reject]);
    let failure: Error | undefined;

    const started = (): void => {
      release();
      foreign.port1.close();
      waiting.delete(reject);
    };
    const fail = (reason: string): void => {
      const next = waiting.has(reject) ? ` ${advice}` : '';
      const error = (failure = new Error(`The token worker failed: ${reason}.${next}`));
      worker.terminate();
      waiting.forEach((giveUp) => giveUp(error));
      started();
    };
    worker.onmessage = ({ data }: MessageEvent<Notice>) => {
      if (data === 'ready') {
        started();
        resolve((message) => (failure ? Promise.reject(failure) : question(worker, message, waiting)));
      } else {
        fail((data && data.failure) || 'it is not the worker of this package');
      }
    };
    worker.onmessageerror = () => fail('it sent something unreadable');
    worker.onerror = (event) => {
      // It is dealt with here; without this the page would report it as an error of its own.
      event.preventDefault();
      fail(event.message || 'its script was not loaded');
    };
    foreign.port1.onmessage = () => fail('it is the worker of @auth0/auth0-spa-js');
    send(worker, { type: 'clear', module, build }, foreign.port2, fail);
  });
}

function send(worker: Worker, start: Start, port: MessagePort, fail: (reason: string) => void): void {
  try {
    worker.postMessage(start, [port]);
  } catch (cause) {
    fail(String(cause));
  }
}

function question(worker: Worker, message: string, waiting: Set<GiveUp>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const settle = (): void => {
      waiting.delete(giveUp);
      port1.close();
    };
    const giveUp: GiveUp = (error) => {
      settle();
      reject(error);
    };
    port1.onmessage = ({ data }) => {
      settle();
      resolve(data);
    };
    waiting.add(giveUp);
    worker.postMessage(message, [port2]);
  });
}
