// The typings of the package: once for `import`, once for `require`.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const TEMPLATE = resolve(import.meta.dirname, '..');

// What the public typings do not mention.
const INTERNAL = [
  'brand.d.ts',
  'core.d.ts',
  'environment.d.ts',
  'options.d.ts',
  'pages.d.ts',
  'popup.d.ts',
  'retry.d.ts',
  'runtime.d.ts',
  'start.d.ts',
  'text.d.ts',
  'wasm',
  'worker',
];

/** Writes the declarations to a folder. Fails when the sources do not type-check. */
export function typings(folder) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', TEMPLATE, '--outDir', folder], { stdio: 'inherit' });
  for (const name of INTERNAL) rmSync(join(folder, name), { recursive: true });
  for (const name of readdirSync(folder, { recursive: true })) {
    if (name.endsWith('.d.ts')) copyForRequire(join(folder, name));
  }
}

// A .d.ts of this package describes an ES module; TypeScript reads the .d.cts for `require`.
function copyForRequire(path) {
  const text = readFileSync(path, 'utf8');
  const specifier = /(\bfrom |\bimport\()(['"])(\.{1,2}\/[^'"]+)\.js\2/g;
  writeFileSync(path.replace(/\.d\.ts$/, '.d.cts'), text.replace(specifier, '$1$2$3.cjs$2'));
}
