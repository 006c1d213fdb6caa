// Short names for what the wasm imports from its glue: node pkg-template/build/imports.mjs target/wasm-pack
//
// wasm-bindgen ends each of some two hundred names with sixteen random digits, once in the wasm and once in the glue.
// Random digits do not compress.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Reader } from './reader.mjs';
import { fileOf, number, sectionsOf } from './sections.mjs';

const IMPORTS = 2;
const FUNCTION = 0;
const MODULE = './auth0_spa_wasm_bg.js';
const SHORT_MODULE = './g';

/** The wasm and its glue with other names for the same imports. */
export function shortened({ wasm, glue }) {
  let names = new Map();
  const sections = sectionsOf(wasm).map(({ id, bytes }) => {
    if (id !== IMPORTS) return { id, bytes };
    const short = shortenSection(new Reader(bytes));
    names = short.names;
    return { id, bytes: short.bytes };
  });
  return { wasm: fileOf(sections, wasm), glue: shortenGlue(glue, names) };
}

function shortenSection(reader) {
  const names = new Map();
  const count = reader.number();
  const bytes = number(count);
  for (let index = 0; index < count; index++) {
    const [module, name, kind] = [reader.text(), reader.text(), reader.byte()];
    if (module !== MODULE || kind !== FUNCTION) {
      throw new Error(`The wasm imports ${name} of ${module}: functions of ${MODULE} are expected, and nothing else.`);
    }
    names.set(name, `_${index.toString(36)}`);
    bytes.push(...text(SHORT_MODULE), ...text(names.get(name)), kind, ...number(reader.number()));
  }
  return { names, bytes: Buffer.from(bytes) };
}

function shortenGlue(glue, names) {
  const replaced = new Set();
  const short = glue
    .replace(`"${MODULE}": import0`, `"${SHORT_MODULE}": import0`)
    .replace(/^( {8})(\w+)(?=: function\b)/gm, (whole, indent, name) => {
      if (!names.has(name)) return whole;
      replaced.add(name);
      return indent + names.get(name);
    });
  if (replaced.size !== names.size || short.includes(MODULE)) {
    const missing = [...names.keys()].filter((name) => !replaced.has(name));
    throw new Error(`The glue is not what this script knows: ${missing.join(', ') || MODULE} was not found in it.`);
  }
  return short;
}

const text = (content) => [...number(content.length), ...Buffer.from(content, 'latin1')];

function main(folder) {
  const [wasm, glue] = ['auth0_spa_wasm_bg.wasm', 'auth0_spa_wasm.js'].map((name) => join(folder, name));
  const short = shortened({ wasm: readFileSync(wasm), glue: readFileSync(glue, 'utf8') });
  writeFileSync(wasm, short.wasm);
  writeFileSync(glue, short.glue);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2]);
