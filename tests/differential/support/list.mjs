// The list of deliberate differences, and which of its places a difference was seen at.
import { readFileSync } from 'node:fs';

/** Anything, in a place or as a value. */
const ANY = '*';
const escaped = (text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

export const LIST = JSON.parse(readFileSync(new URL('../differences.json', import.meta.url), 'utf8'));

/** Every place of the list: `{ id, at, peer, ours, test }`, `matches(difference)`. */
export const PLACES = LIST.flatMap(({ id, seen }) => seen.map((place) => ({ id, ...place, matches: matcher(place) })));

function matcher({ at, peer = ANY, ours = ANY }) {
  const [place, theirs, own] = [glob(at), glob(peer), glob(ours)];
  return (difference) => place(difference.at) && theirs(difference.peer) && own(difference.ours);
}

/** What fits a text with wildcards; anything but a text fits itself alone. */
function glob(wanted) {
  if (typeof wanted !== 'string') return (value) => value === wanted;
  const pattern = new RegExp(`^${wanted.split(ANY).map(escaped).join('.*')}$`, 's');
  return (value) => wanted === ANY || (typeof value === 'string' && pattern.test(value));
}

/** Splits differences into those that the list has and those that it has not; `used` are the places that matched. */
export function judge(differences) {
  const used = new Set();
  const unlisted = differences.filter((difference) => {
    const places = PLACES.filter((place) => place.matches(difference));
    for (const place of places) used.add(placeName(place));
    return places.length === 0;
  });
  return { unlisted, used: [...used] };
}

/** Places that name this scenario without a wildcard in its name, and where nothing differs any more. */
export function idle(title, used) {
  return PLACES.filter((place) => place.at.startsWith(`${title} › `) && !used.includes(placeName(place)));
}

export const placeName = ({ id, at, peer, ours }) => JSON.stringify([id, at, peer, ours]);
