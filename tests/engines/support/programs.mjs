// Starts drivers and displays, each in a group of its own, and ends them with what they started.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const BETWEEN_MS = 100;

const running = new Set();
process.on('exit', () => running.forEach(endGroup));

/** Starts a program with a file descriptor 3 to write to; `written` is what comes there first. */
export function start(program, args, env = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-2000)));
  const ended = new Promise((_, reject) => {
    const fail = (reason) => reject(new Error(`${program} ${reason}\n${said}`));
    child.on('error', (error) => fail(`did not start: ${error.message}. Run “make test-engines”.`));
    child.on('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
  });
  ended.catch(() => running.delete(child));
  const written = new Promise((resolve) => child.stdio[3].once('data', (data) => resolve(String(data).trim())));
  return { ended, written, stop: () => endGroup(child) };
}

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Starts a driver on a free port, and waits until it answers. */
export async function startDriver(program, args, env) {
  const port = await freePort();
  const { ended, stop } = start(program, args(port), env);
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([ended, answers(`${url}/status`, program)]);
  return { url, stop };
}

async function answers(url, program) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await pause(BETWEEN_MS);
  }
  throw new Error(`${program} does not answer`);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
