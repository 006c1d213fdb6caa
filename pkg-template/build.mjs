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

const { values } = parseArgs({
  options: {
    wasm: { type: 'string', default: 'target/wasm-pack' },
    out: { type: 'string', default: 'pkg' },
  },
});

await main(resolve(values.wasm), resolve(values.out));

async function main(source, target) {
  for (const name of [GLUE, WASM]) {
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
  await printSizes({ wasm: file(WASM), index: file('index.js'), url: file('url.js'), worker: file(WORKER) });
}

async function assemble(source, out) {
  const dist = join(out, 'dist');
  mkdirSync(dist, { recursive: true });
  await bundle({ glue: join(source, GLUE), wasm: readFileSync(join(source, WASM)), folder: dist });
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
