// Where two trees differ: each place once, as high up as the difference reaches.

const ABSENT = '‹absent›';
const PRESENT = '‹present›';

/** `{ values, differences: [{ at, peer, ours }] }`; `values` counts what was compared. */
export function compareTrees(peer, ours) {
  const found = { values: 0, differences: [] };
  walk(peer, ours, '', found);
  return found;
}

function walk(peer, ours, at, found) {
  if (isBranch(peer) && isBranch(ours) && Array.isArray(peer) === Array.isArray(ours)) {
    return walkMembers(peer, ours, at, found);
  }
  found.values += 1;
  if (!isBranch(peer) && !isBranch(ours) && peer === ours) return undefined;
  return found.differences.push({ at, peer: leaf(peer), ours: leaf(ours) });
}

function walkMembers(peer, ours, at, found) {
  const names = [...new Set([...Object.keys(peer), ...Object.keys(ours)])];
  if (names.length === 0) found.values += 1;
  for (const name of names) walk(peer[name], ours[name], at === '' ? name : `${at}.${name}`, found);
  const common = (tree, other) => Object.keys(tree).filter((name) => name in other);
  const [first, second] = [common(peer, ours), common(ours, peer)].map((list) => list.join(', '));
  if (first !== second)
    found.differences.push({ at: [at, '$order'].filter(Boolean).join('.'), peer: first, ours: second });
}

const isBranch = (value) => value !== null && typeof value === 'object';

function leaf(value) {
  if (value === undefined) return ABSENT;
  return isBranch(value) ? PRESENT : value;
}
