// What a first visit may load, and what comes after it: the sizes that were accepted last, kept in budget.json.
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

/** What each part of the budget is, in words. */
const PARTS = { first: 'A first visit', whole: 'What is loaded after it' };

/** What is wrong with a size, as a sentence; nothing when it is within the budget. */
export function judge(part, brotli, accepted) {
  if (brotli <= accepted * LEEWAY) return undefined;
  const [now, before] = [brotli, accepted].map((bytes) => (bytes / 1000).toFixed(1));
  const growth = ((brotli / accepted - 1) * 100).toFixed(1);
  return (
    `${PARTS[part]}: ${now} kB (brotli), ${growth} % more than the ${before} kB in benches/budget.json; 2 % are allowed. ` +
    'Make it smaller, or, if what came with it is worth it, run `make accept-size` and commit benches/budget.json.'
  );
}

/** The size (brotli) of a part that was accepted last, for a build of the kind that is in pkg/. */
export function accepted(part) {
  const { brotli } = JSON.parse(readFileSync(BUDGET, 'utf8'))[part];
  const isPlain = existsSync(KIND) && readFileSync(KIND, 'utf8').trim() === 'plain';
  return isPlain ? brotli * PLAIN : brotli;
}

/** The sizes of the package in pkg/: of what a first visit loads, and of what comes after it. */
export async function present() {
  const { first, later } = await everything(PACKAGE);
  if (later.length !== 1) throw new Error(`The package loads ${later.length} files later, where one is expected.`);
  return { first, whole: later[0] };
}

/** Every part that has grown, as sentences. */
export const grown = (sizes) =>
  Object.keys(PARTS).flatMap((part) => judge(part, sizes[part].brotli, accepted(part)) ?? []);

async function main() {
  const sizes = await present();
  const told = `${sizes.first.brotli} and ${sizes.whole.brotli} bytes (brotli)`;
  if (process.argv.includes('--accept')) {
    writeFileSync(BUDGET, `${JSON.stringify(sizes, null, 2)}\n`);
    console.log(`accepted: ${told}, in benches/budget.json`);
    return 0;
  }
  const wrong = grown(sizes);
  console.log(wrong.join('\n') || `${told}, within the budget`);
  return wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
