// Installs what a project needs, once for each lock file. A project is `{ name, folder, sources, as }`: the folder has its
// package.json and lock file, `sources` are the folders it is laid out from, `as` is the name our package has in it.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { hash } from './hash.mjs';
import { CACHE } from './places.mjs';
import { run } from './run.mjs';

const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The folder with a project's `node_modules`; undefined where it needs none. */
export function installed({ name, folder }) {
  const lock = join(folder, 'package-lock.json');
  return existsSync(lock) ? join(CACHE, `${name}-${hash(readFileSync(lock))}`) : undefined;
}

/** Installs what is missing, and says so. */
export async function installMissing(projects, what) {
  const isMissing = (project) => installed(project) && !existsSync(installed(project));
  const missing = projects.filter(isMissing);
  if (missing.length > 0) {
    console.log(`==> installing ${what} from npm, once: ${missing.map(({ name }) => name).join(', ')}`);
  }
  // One waits for the network while the other unpacks.
  await Promise.all([installNext(missing), installNext(missing)]);
}

async function installNext(missing) {
  for (let project = missing.shift(); project; project = missing.shift()) {
    const started = Date.now();
    await install(project);
    console.log(`==> installed ${project.name} in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

async function install(project) {
  mkdirSync(CACHE, { recursive: true });
  // Under another name until it is complete: what was interrupted is never taken for whole.
  const attempt = mkdtempSync(join(CACHE, `.${project.name}-`));
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(project.folder, file), join(attempt, file));
  await holdPlace(attempt);
  await run(['npm', 'ci', ...FLAGS], { cwd: attempt });
  forget(project.name);
  renameSync(attempt, installed(project));
}

/** A lock file that names our package gets an empty one to install: the real one is put there with each layout. */
async function holdPlace(folder) {
  const empty = join(folder, 'package');
  mkdirSync(empty);
  copyFileSync(join(import.meta.dirname, 'empty.json'), join(empty, 'package.json'));
  await run(['tar', '-czf', 'auth0-spa-wasm.tgz', 'package'], { cwd: folder });
  rmSync(empty, { recursive: true });
}

/** Removes what older lock files of a project asked for. */
function forget(name) {
  for (const entry of readdirSync(CACHE)) {
    if (new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry)) rmSync(join(CACHE, entry), { recursive: true });
  }
}
