// Pages of a list: `take` says how many, `from` where to begin, `next` where the following page does. A place is that
// of a row, not a count of rows: what is deleted between two pages shifts nothing.

import { invalidInput } from './problem.mjs';

const SIZE = 10;
const MOST = 20;

export function refuseQuery(field, text) {
  return invalidInput([{ detail: `query/${field} ${text}`, field, source: 'query' }], 'query');
}

function sizeOf(take) {
  if (take === undefined) return SIZE;
  if (typeof take !== 'string' || !/^[1-9]\d{0,8}$/.test(take)) throw refuseQuery('take', 'must be integer >= 1');
  return Math.min(Number(take), MOST);
}

function placeOf(from) {
  if (from === undefined) return 0;
  const [, place] = /^after:(\d{1,15})$/.exec(Buffer.from(String(from), 'base64url').toString()) ?? [];
  if (typeof from !== 'string' || place === undefined) throw refuseQuery('from', 'must be the next of a former page');
  return Number(place);
}

/** The page of `rows`, each with a `place` that grows, that a query asks for: `{rows, next}`. */
export function pageOf(rows, { take, from }) {
  const size = sizeOf(take);
  const place = placeOf(from);
  const rest = rows.filter((row) => row.place > place);
  const page = rest.slice(0, size);
  if (rest.length <= size) return { rows: page };
  return { rows: page, next: Buffer.from(`after:${page.at(-1).place}`).toString('base64url') };
}
