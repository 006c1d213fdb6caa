import { readFileSync } from 'node:fs';
import { measure } from '../../pkg-template/build/sizes.mjs';
import { bundled, everything } from '../bundle.mjs';
import { PACKAGES } from '../site.mjs';

const KINDS = ['raw', 'gzip', 'brotli'];
const ENTRIES = [
  { what: 'everything', code: (file) => `export * from ${JSON.stringify(file)};` },
  {
    what: 'createAuth0Client only',
    code: (file) => `import { createAuth0Client } from ${JSON.stringify(file)}; window.made = createAuth0Client({});`,
  },
];

/** What a first visit loads: bundled and minified as an application's build does it. */
export const sizes = {
  name: 'sizes',
  title: 'Bytes of a first visit',
  async run() {
    const rows = [];
    for (const entry of ENTRIES) {
      const [ours, peer] = [
        await bundled(entry.code(PACKAGES.ours.file)),
        await bundled(entry.code(PACKAGES.peer.file)),
      ];
      rows.push(...KINDS.map((kind) => sizeRow(`${entry.what}, ${kind}`, { ours: ours[kind], peer: peer[kind] })));
    }
    const [ours, peer] = [await apart(), await everything(PACKAGES.peer.file)];
    return [
      ...rows,
      ...KINDS.map((kind) => sizeRow(`entry /url with its wasm, ${kind}`, { ours: ours[kind], peer: peer[kind] })),
    ];
  },
};

/** The entry that loads its wasm as a file of its own: two files, each compressed by itself. */
async function apart() {
  const dist = (name) => PACKAGES.ours.file.replace(/index\.js$/, name);
  const script = await everything(dist('url.js'));
  const wasm = measure(readFileSync(dist('auth0_spa_wasm_bg.wasm')));
  return Object.fromEntries(KINDS.map((kind) => [kind, script[kind] + wasm[kind]]));
}

function sizeRow(name, { ours, peer }) {
  const one = (value) => ({ median: value, low: value, high: value, count: 1 });
  return { name, unit: 'kB', contenders: { ours: one(ours), peer: one(peer) }, toPeer: one(ours / peer) };
}
