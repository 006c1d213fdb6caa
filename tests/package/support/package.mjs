// The package under test: `pkg/`, or the folder that PACKAGE_DIR names.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ROOT = resolve(import.meta.dirname, '../../..');
export const PACKAGE = resolve(ROOT, process.env.PACKAGE_DIR ?? 'pkg');

/** What wasm-pack left, with short names for imports: the glue and the wasm that the package was made from. */
export const WASM_PACK = resolve(ROOT, process.env.WASM_PACK_DIR ?? 'target/wasm-pack');

if (!existsSync(join(PACKAGE, 'package.json'))) {
  throw new Error(`${PACKAGE} holds no package: run \`make package\` first`);
}

export const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));

/** The text of a file of the package. */
export const read = (path) => readFileSync(join(PACKAGE, path), 'utf8');

/** The bytes of a file of the package. */
export const readBytes = (path) => readFileSync(join(PACKAGE, path));

/** A module of the package by `import`; a new instance for every tag. */
export const importFresh = (path, tag) => import(`${pathToFileURL(join(PACKAGE, path))}?${tag}`);

/** A module of the package by `require`. */
export const requireFile = (path) => createRequire(import.meta.url)(join(PACKAGE, path));
