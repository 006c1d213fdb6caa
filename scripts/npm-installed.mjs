// Exit status 0 when node_modules holds exactly what package-lock.json names. npm keeps a copy of the lock file
// of what it installed, so that no stamp of ours can be wrong about it.
import { readFileSync } from 'node:fs';

function packages(file) {
  try {
    const all = JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).packages;
    return new Map(Object.entries(all).filter(([path]) => path !== ''));
  } catch {
    return undefined;
  }
}

const wanted = packages('package-lock.json');
const present = packages('node_modules/.package-lock.json');

function satisfied([path, { version, integrity, optional }]) {
  const found = present.get(path);
  // Optional packages are mostly binaries for other platforms, which npm leaves out.
  if (!found) return optional === true;
  return found.version === version && found.integrity === integrity;
}

process.exit(wanted && present && [...wanted].every(satisfied) ? 0 : 1);
