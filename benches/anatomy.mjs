// Where the bytes of the wasm are: code by crate, and by module for this one. Before wasm-opt, which mixes functions.
//
//   make package && node benches/anatomy.mjs          by crate and module, of the whole wasm
//   node benches/anatomy.mjs --functions=40           the largest functions
//   node benches/anatomy.mjs --first                  the same of the small one, that a first visit starts with
//   node benches/anatomy.mjs --areas                  of both, by area of the product, after wasm-opt, with the façade
import { parseArgs } from 'node:util';
import { areas } from './areas.mjs';
import { functionsOf } from './functions.mjs';
import { named } from './named.mjs';

const OWN = 'auth0_spa_wasm';

const tidy = (name) => name.replace(/\[[0-9a-f]{14,16}\]/g, '');

/** The crate a function belongs to, with the module for our own; drop glue and what is exported by itself. */
function ownerOf(name) {
  if (name.includes('drop_in_place')) return 'drop glue';
  const path = /^[<&\s]*(?:dyn |mut )?([a-z_][\w]*(?:::[a-z_]\w*)*)/.exec(name)?.[1]?.split('::') ?? [];
  return path[0] === OWN && path[1] ? `${OWN}::${path[1]}` : path.length > 1 ? path[0] : 'exports';
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(6);

async function printAreas() {
  const draw = (cells) => `| ${cells.join(' | ')} |`;
  console.log(draw(['area'.padEnd(30), 'first: wasm', 'façade', 'later: wasm', 'façade']));
  for (const { name, first, later } of await areas()) {
    const sizes = [first.wasm, first.facade, later.wasm, later.facade].map(kilobytes);
    console.log(draw([name.padEnd(30), sizes[0].padStart(11), sizes[1], sizes[2].padStart(11), sizes[3]]));
  }
}

function printFunctions(functions, count) {
  for (const { size, name } of functions.sort((a, b) => b.size - a.size).slice(0, count)) {
    console.log(`${String(size).padStart(7)}  ${name}`);
  }
}

function printOwners(functions) {
  const sums = new Map();
  for (const { size, name } of functions) sums.set(ownerOf(name), (sums.get(ownerOf(name)) ?? 0) + size);
  for (const [owner, size] of [...sums].sort((a, b) => b[1] - a[1])) {
    console.log(`| ${owner.padEnd(28)} | ${kilobytes(size)} |`);
  }
}

async function main() {
  const options = { functions: { type: 'string' }, areas: { type: 'boolean' }, first: { type: 'boolean' } };
  const { values } = parseArgs({ options });
  if (values.areas) return printAreas();
  const part = values.first ? 'first' : 'whole';
  const functions = functionsOf(named({ part })).map(({ size, name }) => ({ size, name: tidy(name) }));
  return values.functions ? printFunctions(functions, Number(values.functions)) : printOwners(functions);
}

await main();
