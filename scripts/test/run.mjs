// Starts a program, shows what it prints while it prints it, and keeps it for counting.
import { spawn } from 'node:child_process';

// No suite takes so long, on a busy machine either; this only keeps a hanging one from holding it for ever.
const LIMIT_MS = 45 * 60 * 1000;

const running = new Set();

function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    running.forEach(endGroup);
    process.exit(130);
  });
}

/**
 * @param {string[]} command
 * @param {Record<string, string>} [env] added to the environment
 * @returns {Promise<{code: number, output: string, notes: string[]}>} `code` is never 0 after a crash or a time-out
 */
export function run(command, env = {}) {
  console.log(`$ ${command.join(' ')}`);
  return new Promise((resolve) => {
    const [program, ...args] = command;
    // A group of its own, so that what it started ends with it.
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    const notes = [];
    let output = '';
    const keep = (stream) => (chunk) => {
      output += chunk;
      stream.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', keep(process.stdout));
    child.stderr.setEncoding('utf8').on('data', keep(process.stderr));
    const timer = setTimeout(() => {
      notes.push(`stopped after ${LIMIT_MS / 60_000} minutes without an end`);
      endGroup(child);
    }, LIMIT_MS);
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output, notes });
    };
    child.on('error', (error) => {
      notes.push(`${program} did not start: ${error.message}`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
