// A project of this suite, as `scripts/projects` takes it.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const BUNDLERS = resolve(import.meta.dirname, '..');
const PROJECTS = join(BUNDLERS, 'projects');

/** `framework`: it brings its own application; the others share one. */
export function project({ name, framework }) {
  const folder = join(PROJECTS, name);
  return { name, folder, sources: framework ? [folder] : [join(BUNDLERS, 'app'), folder] };
}

/** All that need something from the registry. */
export const installable = () =>
  readdirSync(PROJECTS)
    .filter((name) => existsSync(join(PROJECTS, name, 'package-lock.json')))
    .map((name) => project({ name }));
