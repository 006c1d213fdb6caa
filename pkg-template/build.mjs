// Makes the npm package: node pkg-template/build.mjs --wasm target/wasm-pack --out pkg

import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, WORKER } from './build/bundle.mjs';
import { printSizes } from './build/sizes.mjs';
import { typings } from './build/typings.mjs';
import { packageVersion } from './build/version.mjs';

const TEMPLATE = import.meta.dirname;
const ROOT = resolve(TEMPLATE, '..');
const GLUE = 'auth0_spa_wasm.js';
const WASM = 'auth0_spa_wasm_bg.wasm';
/** The folder of the small wasm, in that of the whole one. */
const FIRST = 'first';

const { values } = parseArgs({
  options: {
    wasm: { type: 'string', default: 'target/wasm-pack' },
    out: { type: 'string', default: 'pkg' },
  },
});

await main(resolve(values.wasm), resolve(values.out));

async function main(source, target) {
  for (const name of [GLUE, WASM, join(FIRST, GLUE), join(FIRST, WASM)]) {
    if (!existsSync(join(source, name))) {
      throw new Error(`${join(source, name)} is missing: run wasm-pack first, or simply \`make package\``);
    }
  }
  // Built beside the target and moved at the end: a failed build leaves the former package whole.
  const draft = `${target}.new`;
  rmSync(draft, { recursive: true, force: true });
  try {
    await assemble(source, draft);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  const file = (name) => readFileSync(join(target, 'dist', name));
  const scripts = { index: file('index.js'), whole: file('whole.js'), url: file('url.js') };
  await printSizes({ wasm: file(WASM), worker: file(WORKER), ...scripts });
}

async function assemble(source, out) {
  const dist = join(out, 'dist');
  mkdirSync(dist, { recursive: true });
  const part = (folder) => ({ glue: join(folder, GLUE), wasm: readFileSync(join(folder, WASM)) });
  await bundle({ ...part(source), first: part(join(source, FIRST)), folder: dist });
  copyFileSync(join(source, WASM), join(dist, WASM));
  typings(join(dist, 'types'));
  copyFileSync(join(TEMPLATE, 'README.md'), join(out, 'README.md'));
  copyFileSync(join(ROOT, 'LICENSE'), join(out, 'LICENSE'));
  writeFileSync(join(out, 'package.json'), manifest());
}

function manifest() {
  const { name, ...rest } = JSON.parse(readFileSync(join(TEMPLATE, 'package.json'), 'utf8'));
  return `${JSON.stringify({ name, version: packageVersion(), ...rest }, null, 2)}\n`;
}
