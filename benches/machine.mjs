// Where a run took place, so that nobody compares its times with those of another place.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** The load averages of 1, 5 and 15 minutes: on a busy machine the times are long, and the ratios still tell. */
export function describeLoad() {
  return loadavg().map((value) => Number(value.toFixed(2)));
}

export function describeMachine() {
  const processors = cpus();
  return {
    processors: `${processors.length} x ${processors[0]?.model ?? 'unknown'}`,
    node: process.version,
    ours: `${read('../pkg/package.json').version}${commit()}`,
    peer: read('../node_modules/@auth0/auth0-spa-js/package.json').version,
  };
}

/** The commit, marked where files differ from it; nothing outside of a checkout. */
function commit() {
  try {
    const name = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8', stdio: 'pipe' });
    return ` at ${name.trim()}`;
  } catch {
    return '';
  }
}
