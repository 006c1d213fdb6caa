// A project as its owner would have it: sources, installed packages, and ours among them as a real copy.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, hashFolder } from './hash.mjs';
import { installed } from './install.mjs';
import { BUNDLERS, PROJECTS, WORKSHOP } from './places.mjs';
import { run } from './run.mjs';

const APP = join(BUNDLERS, 'app');

/** Lays a project out, unless it lies there with the same contents; gives its folder. */
export async function layOut({ name, framework }, { tarball, contents }) {
  const sources = framework ? [join(PROJECTS, name)] : [APP, join(PROJECTS, name)];
  const print = hash(contents, ...sources.map(hashFolder));
  const folder = join(WORKSHOP, name);
  const stamp = join(folder, '.laid-out');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const source of sources) cpSync(source, folder, { recursive: true });
  await addPackages(folder, installed(name));
  await addOurs(folder, tarball);
  writeFileSync(stamp, print);
  return folder;
}

async function addPackages(folder, place) {
  if (!place) return;
  if (!existsSync(place)) throw new Error('The bundlers are not installed. Run “make test-bundlers”.');
  // Links to the same files cost nothing; between two disks there are none.
  const copy = (how) => run(['cp', how, join(place, 'node_modules'), folder]);
  await copy('-al').catch(() => copy('-a'));
}

/** What npm does with a package that depends on nothing, without asking the registry. */
async function addOurs(folder, tarball) {
  const place = join(folder, 'node_modules/auth0-spa-wasm');
  mkdirSync(place, { recursive: true });
  await run(['tar', '-xzf', tarball, '--strip-components=1', '-C', place]);
}
