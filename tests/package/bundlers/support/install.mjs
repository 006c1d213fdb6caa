// Installs what a project needs, once for each lock file.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  copyFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { hash } from './hash.mjs';
import { CACHE, PROJECTS } from './places.mjs';
import { run } from './run.mjs';

const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The projects that need something from the registry. */
export const installable = () =>
  readdirSync(PROJECTS).filter((name) => existsSync(join(PROJECTS, name, 'package-lock.json')));

/** The folder with a project's `node_modules`; undefined where it needs none. */
export function installed(name) {
  const lock = join(PROJECTS, name, 'package-lock.json');
  return existsSync(lock) ? join(CACHE, `${name}-${hash(readFileSync(lock))}`) : undefined;
}

export async function install(name) {
  const place = installed(name);
  if (existsSync(place)) return false;
  mkdirSync(CACHE, { recursive: true });
  // Under another name until it is complete: what was interrupted is never taken for whole.
  const attempt = mkdtempSync(join(CACHE, `.${name}-`));
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(PROJECTS, name, file), join(attempt, file));
  }
  await run(['npm', 'ci', ...FLAGS], { cwd: attempt });
  forget(name);
  renameSync(attempt, place);
  return true;
}

/** Removes what older lock files of a project asked for, and what was interrupted. */
function forget(name) {
  for (const entry of readdirSync(CACHE)) {
    if (new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry)) rmSync(join(CACHE, entry), { recursive: true });
  }
}
