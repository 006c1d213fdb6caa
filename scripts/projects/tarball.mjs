// The package as it would be published.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from './hash.mjs';
import { ROOT, WORKSHOP } from './places.mjs';
import { run } from './run.mjs';

/** Packs it; gives the file, and a short name for what is in it. */
export async function pack() {
  mkdirSync(WORKSHOP, { recursive: true });
  const place = mkdtempSync(join(WORKSHOP, '.packed-'));
  const printed = await run(['npm', 'pack', '--json', '--pack-destination', place], { cwd: join(ROOT, 'pkg') });
  const tarball = join(place, JSON.parse(printed)[0].filename);
  const contents = hash(readFileSync(tarball));
  return { tarball, contents, remove: () => rmSync(place, { recursive: true }) };
}
