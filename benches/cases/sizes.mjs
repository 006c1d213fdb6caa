import { measure } from '../../pkg-template/build/sizes.mjs';
import { areas } from '../areas.mjs';
import { SDKS } from '../production.mjs';
import { built } from '../vite.mjs';

const KINDS = ['raw', 'gzip', 'brotli'];
/** Brotli, for what a first visit loads of the default entry. */
const TARGET = { ours: 55_000 };
const BUILDS = [
  { what: 'everything', input: 'everything.js', ours: SDKS.ours, target: TARGET },
  { what: 'createAuth0Client only', input: 'client.js', ours: SDKS.ours },
  { what: 'everything, /url', input: 'everything.js', ours: SDKS.url },
];
/** What is loaded when, in words. The peer has one file, which is what each line stands beside. */
const PARTS = { first: 'first visit', later: 'on top, to do more', sum: 'in all' };

/** A production build by Vite: what a first visit loads, and what a visit loads on top that needs any other feature. */
export const sizes = {
  name: 'sizes',
  title: 'Bytes of a visit',
  async run() {
    const rows = [];
    for (const one of BUILDS) rows.push(...(await rowsOf(one)));
    return [...rows, ...(await areas()).flatMap(areaRows)];
  },
};

async function rowsOf({ what, input, ours, target }) {
  const [mine, theirs] = [await deployed(input, ours), await deployed(input, SDKS.peer)];
  // What has one file only is loaded whole by a first visit.
  const parts = mine.later.raw > 0 ? Object.keys(PARTS) : ['first'];
  return parts.flatMap((part) =>
    KINDS.map((kind) => {
      const row = sizeRow(`${what}: ${PARTS[part]}, ${kind}`, { ours: mine[part][kind], peer: theirs.sum[kind] });
      const isDetail = kind !== 'brotli';
      return { ...row, isDetail, target: isDetail || part !== 'first' ? undefined : target };
    }),
  );
}

/** `{ first, later, sum }`, each the sum of its files, which are compressed by themselves. */
async function deployed(input, sdk) {
  const files = (await built(input, sdk)).map(({ bytes, isLater }) => ({ isLater, ...measure(bytes) }));
  const sum = (some) =>
    Object.fromEntries(KINDS.map((kind) => [kind, some.reduce((all, file) => all + file[kind], 0)]));
  return {
    first: sum(files.filter(({ isLater }) => !isLater)),
    later: sum(files.filter(({ isLater }) => isLater)),
    sum: sum(files),
  };
}

const one = (value) => ({ median: value, low: value, high: value, count: 1 });

function sizeRow(name, { ours, peer }) {
  return { name, unit: 'kB', contenders: { ours: one(ours), peer: one(peer) }, toPeer: one(ours / peer) };
}

/** What an area of the product adds to each part, before compression; which is not known for the peer. */
function areaRows({ name, first, later }) {
  return [
    { part: 'a first visit', ...first },
    { part: 'what comes on top', ...later },
  ].flatMap(({ part, wasm, facade }) => {
    if (wasm + facade === 0) return [];
    return {
      name: `of ${part}, raw: ${name}`,
      unit: 'kB',
      contenders: { ours: one(wasm + facade) },
      parts: { wasm, facade },
    };
  });
}
