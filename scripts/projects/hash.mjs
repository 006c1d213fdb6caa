import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LENGTH = 16;

/** A short name for some contents. */
export function hash(...contents) {
  const sum = createHash('sha256');
  for (const content of contents) sum.update(content).update('\0');
  return sum.digest('hex').slice(0, LENGTH);
}

/** A short name for the contents of a folder, and the names in it. */
export function hashFolder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return hash(...paths.flatMap((path) => [path.slice(folder.length), readFileSync(path)]));
}
