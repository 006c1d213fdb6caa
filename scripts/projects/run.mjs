// Runs what builds or serves a project, in a group of its own, so that it ends with all it started.
import { spawn } from 'node:child_process';

// Neither may it ask questions or report home, nor take all the memory of a small machine.
const ENVIRONMENT = {
  CI: '1',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  NODE_OPTIONS: '--max-old-space-size=1536',
};

/** Starts a program; `said()` is what it printed so far, `ended` its exit status once it has one. */
export function start([program, ...args], { cwd, env = {} } = {}) {
  // `node --test` marks its children, and a Jest among them would take that for its own.
  const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { ...inherited, ...ENVIRONMENT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
  const stop = async () => {
    endGroup(child.pid);
    await ended;
  };
  return { said: () => output, ended, stop };
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Runs a program to its end, and gives what it printed; what fails brings that along. */
export async function run(command, options) {
  const { said, ended } = start(command, options);
  const code = await ended;
  if (code !== 0) throw new Error(`“${command.join(' ')}” ended with ${code}:\n${said().slice(-4000)}`);
  return said();
}
