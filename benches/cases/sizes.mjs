import { measure } from '../../pkg-template/build/sizes.mjs';
import { areas } from '../areas.mjs';
import { SDKS } from '../production.mjs';
import { built } from '../vite.mjs';

/** Brotli, for all that the default entry loads. */
const TARGET = { ours: 55_000 };
const KINDS = ['raw', 'gzip', 'brotli'];
const VISITS = [
  { what: 'everything', input: 'everything.js', ours: SDKS.ours, target: TARGET },
  { what: 'createAuth0Client only', input: 'client.js', ours: SDKS.ours },
  { what: 'everything, /url', input: 'everything.js', ours: SDKS.url },
];

/** What a first visit loads: all files that a production build by Vite makes of a package. */
export const sizes = {
  name: 'sizes',
  title: 'Bytes of a first visit',
  async run() {
    const rows = [];
    for (const { what, input, ours, target } of VISITS) {
      const [mine, theirs] = [await deployed(input, ours), await deployed(input, SDKS.peer)];
      for (const kind of KINDS) {
        const isDetail = kind !== 'brotli';
        const row = sizeRow(`${what}, ${kind}`, { ours: mine[kind], peer: theirs[kind] });
        rows.push({ ...row, isDetail, target: isDetail ? undefined : target });
      }
    }
    return [...rows, ...(await areas()).map(areaRow)];
  },
};

/** The sum of the files, each compressed by itself. */
async function deployed(input, sdk) {
  const files = (await built(input, sdk)).map(({ bytes }) => measure(bytes));
  return Object.fromEntries(KINDS.map((kind) => [kind, files.reduce((sum, file) => sum + file[kind], 0)]));
}

const one = (value) => ({ median: value, low: value, high: value, count: 1 });

function sizeRow(name, { ours, peer }) {
  return { name, unit: 'kB', contenders: { ours: one(ours), peer: one(peer) }, toPeer: one(ours / peer) };
}

/** What an area of the product adds, before compression; which is not known for the peer. */
function areaRow({ name, wasm, facade }) {
  return { name: `of it, raw: ${name}`, unit: 'kB', contenders: { ours: one(wasm + facade) }, parts: { wasm, facade } };
}
