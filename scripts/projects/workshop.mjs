// A project as its owner would have it: sources, installed packages, and ours among them as a real copy.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, hashFolder } from './hash.mjs';
import { installed } from './install.mjs';
import { WORKSHOP } from './places.mjs';
import { run } from './run.mjs';

/** Lays a project out, unless it lies there with the same contents; gives its folder. */
export async function layOut(project, { tarball, contents }) {
  const { name, sources, as = 'auth0-spa-wasm' } = project;
  const print = hash(contents, ...sources.map(hashFolder));
  const folder = join(WORKSHOP, name);
  const stamp = join(folder, '.laid-out');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const source of sources) cpSync(source, folder, { recursive: true });
  await addPackages(folder, installed(project));
  await addOurs(join(folder, 'node_modules', as), tarball);
  writeFileSync(stamp, print);
  return folder;
}

async function addPackages(folder, place) {
  if (!place) return;
  if (!existsSync(place)) throw new Error(`${place} is not there. Run “make test”, or the part of it you want.`);
  // Links to the same files cost nothing; between two disks there are none.
  const copy = (how) => run(['cp', how, join(place, 'node_modules'), folder]);
  await copy('-al').catch(() => copy('-a'));
}

/** What npm does with a package that depends on nothing, without asking the registry. */
async function addOurs(place, tarball) {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  await run(['tar', '-xzf', tarball, '--strip-components=1', '-C', place]);
}
