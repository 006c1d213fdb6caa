// As much of a page as the package looks at before its wasm runs.
import { webcrypto } from 'node:crypto';

/** Runs a function while `window` is there, and takes it away again. */
export async function inPage(run, properties = {}) {
  const window = {
    crypto: webcrypto,
    location: { href: 'https://app.example/' },
    ...properties,
  };
  globalThis.window = window;
  try {
    return await run(window);
  } finally {
    delete globalThis.window;
  }
}

/** Runs a function while something else stands in place of a member, and restores it. */
export async function replaced(holder, name, value, run) {
  const original = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { configurable: true, writable: true, value });
  try {
    return await run();
  } finally {
    Object.defineProperty(holder, name, original);
  }
}

/** The texts that a function gave to `console.warn`. */
export async function warningsOf(run) {
  const texts = [];
  await replaced(console, 'warn', (text) => texts.push(text), run);
  return texts;
}
