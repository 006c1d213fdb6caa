// A wasm of the package with the names of its functions.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What the package in `pkg/` was made from: the whole wasm, and the small one that a first visit starts with. */
const LINKED = { whole: 'target/wasm-pack/linked.wasm', first: 'target/wasm-pack/first/linked.wasm' };

/**
 * One of them (`part`: `whole` or `first`) as it was linked, or `optimised` as the package has it. `mangled` names say in
 * which module a function is written.
 */
export function named({ part = 'whole', mangled = false, optimised = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'anatomy-'));
  try {
    const flags = [
      '--target=web',
      '--keep-debug',
      '--out-name=auth0_spa_wasm',
      ...(mangled ? ['--no-demangle'] : []),
      `--out-dir=${folder}`,
    ];
    execFileSync(join(ROOT, '.tools/bin/wasm-bindgen'), [...flags, linked(part)]);
    const file = join(folder, 'auth0_spa_wasm_bg.wasm');
    if (optimised) execFileSync(join(ROOT, 'node_modules/.bin/wasm-opt'), [...optimisations(), '-g', file, '-o', file]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linked(part) {
  const file = join(ROOT, LINKED[part]);
  if (!existsSync(file)) throw new Error(`There is no ${LINKED[part]}. Run “make package” first.`);
  return file;
}

/** The package's own, but for those that remove names. */
function optimisations() {
  const listed = /^wasm-opt = (\[.*\])$/m.exec(readFileSync(join(ROOT, 'npm/Cargo.toml'), 'utf8'));
  return JSON.parse(listed?.[1] ?? '["-Oz", "--all-features"]').filter((flag) => !flag.startsWith('--strip'));
}
