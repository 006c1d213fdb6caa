// What a first visit may load: the sizes that were accepted last, kept in budget.json.
//
//   node benches/budget.mjs             says where the package in pkg/ stands
//   node benches/budget.mjs --accept    makes its sizes the accepted ones
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { everything } from './bundle.mjs';

const BUDGET = fileURLToPath(new URL('./budget.json', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../pkg/dist/index.js', import.meta.url));
const KIND = fileURLToPath(new URL('../target/wasm-pack/kind', import.meta.url));
/** A growth beyond this is a decision, not an accident. */
const LEEWAY = 1.02;
/** Without a standard library rebuilt for size, the same code is so much larger. */
const PLAIN = 1.3;

/** What is wrong with a size, as a sentence; nothing when it is within the budget. */
export function judge(brotli, accepted) {
  if (brotli <= accepted * LEEWAY) return undefined;
  const [now, before] = [brotli, accepted].map((bytes) => (bytes / 1000).toFixed(1));
  const growth = ((brotli / accepted - 1) * 100).toFixed(1);
  return (
    `A first visit loads ${now} kB (brotli), ${growth} % more than the ${before} kB in benches/budget.json; 2 % are allowed. ` +
    'Make it smaller, or, if what came with it is worth it, run `make accept-size` and commit benches/budget.json.'
  );
}

/** The size (brotli) that was accepted last, for a build of the kind that is in pkg/. */
export function accepted() {
  const { brotli } = JSON.parse(readFileSync(BUDGET, 'utf8'));
  const isPlain = existsSync(KIND) && readFileSync(KIND, 'utf8').trim() === 'plain';
  return isPlain ? brotli * PLAIN : brotli;
}

/** The sizes of the package in pkg/. */
export const present = () => everything(PACKAGE);

async function main() {
  const sizes = await present();
  if (process.argv.includes('--accept')) {
    writeFileSync(BUDGET, `${JSON.stringify(sizes, null, 2)}\n`);
    console.log(`accepted: ${sizes.brotli} bytes (brotli), in benches/budget.json`);
    return 0;
  }
  const wrong = judge(sizes.brotli, accepted());
  console.log(wrong ?? `${sizes.brotli} bytes (brotli), within the budget`);
  return wrong ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
