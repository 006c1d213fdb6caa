// The list of deliberate differences as a whole, after every scenario has run.
import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { OUTCOMES } from './support/outcomes.mjs';
import { LIST, placeName, PLACES } from './support/list.mjs';

const outcomes = () =>
  readdirSync(OUTCOMES)
    .filter((name) => name.endsWith('.json') && name !== 'summary.json')
    .map((name) => JSON.parse(readFileSync(`${OUTCOMES}${name}`, 'utf8')));

test('every place of the list is one where the two differ', () => {
  const used = new Set(outcomes().flatMap((outcome) => outcome.used));
  const idle = PLACES.filter((place) => !used.has(placeName(place)));
  expect(idle.map(({ id, at }) => `${id}: ${at}`)).toEqual([]);
});

test('every deliberate difference says what either does, and why', () => {
  for (const entry of LIST) {
    for (const field of ['id', 'title', 'peer', 'ours', 'why']) expect(entry[field], entry.id).toMatch(/\S/);
    expect(entry.seen.length, entry.id).toBeGreaterThan(0);
    for (const row of entry.rows) expect(row).toMatch(/^(W\d+|X-\d+)$/);
  }
  expect(new Set(LIST.map(({ id }) => id)).size).toBe(LIST.length);
});

test('what was compared is counted', () => {
  const sum = (field) => outcomes().reduce((total, outcome) => total + outcome[field], 0);
  const summary =
    `${sum('calls')} calls, ${sum('comparisons')} comparisons of ${sum('values')} values; ` +
    `${sum('differ')} comparisons differ, by ${LIST.length} deliberate differences`;
  expect(sum('comparisons')).toBeGreaterThan(0);
  writeFileSync(`${OUTCOMES}summary.json`, JSON.stringify({ summary }));
  console.log(summary);
});
