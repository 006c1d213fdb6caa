// A bundler's own server, for development.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../../support/chromium.mjs';
import { start } from '../../../../scripts/projects/run.mjs';

// A first build on a busy machine; nothing is measured by it.
const PATIENCE_MS = 300_000;
const BETWEEN_MS = 200;

/** Starts the command that `command(port)` names, and waits until the server answers. */
export async function startServer(command, options) {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const { said, ended, stop } = start(command(port), options);
  let isOver = false;
  ended.then(() => (isOver = true));
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(origin))) {
    if (isOver || Date.now() > until) {
      await stop();
      throw new Error(`“${command(port).join(' ')}” does not answer:\n${said().slice(-4000)}`);
    }
    await pause(BETWEEN_MS);
  }
  return { origin, close: stop, said };
}

async function freePort() {
  const { origin, close } = await serve(() => {});
  close();
  return Number(new URL(origin).port);
}

/** Whether the page is there; the first answer of some servers takes as long as their first build. */
async function answers(origin) {
  try {
    const response = await fetch(origin, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
