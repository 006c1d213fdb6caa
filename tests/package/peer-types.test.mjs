// The typings against those of @auth0/auth0-spa-js: each exported type, and each member of each class, must be
// assignable in both directions, unless the list says which way it is not, and why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { comparisons, judge } from './support/assignable.mjs';
import { exportsOf } from './support/exported.mjs';
import { PACKAGE, ROOT } from './support/package.mjs';

const LIST = JSON.parse(readFileSync(new URL('./types/differences.json', import.meta.url), 'utf8'));
const [peer, ours] = exportsOf(
  join(ROOT, 'node_modules/@auth0/auth0-spa-js/dist/typings/index.d.ts'),
  join(PACKAGE, 'dist/types/index.d.ts'),
);
const names = (map) => [...map.keys()];
const classes = names(peer).filter((name) => peer.get(name).kind === 'class' && ours.has(name));
const membersOf = (map) => classes.flatMap((name) => map.get(name).members.map((member) => `${name}.${member}`));
const without = (all, some) => all.filter((name) => !some.includes(name));

test('what the peer exports is exported, but for what the list has', () => {
  const missing = [...without(names(peer), names(ours)), ...without(membersOf(peer), membersOf(ours))];
  assert.deepEqual(missing.sort(), [...LIST.notYet, ...Object.keys(LIST.never)].sort());
});

test('what is exported beyond the peer is in the list, with its reason', () => {
  const extra = [...without(names(ours), names(peer)), ...without(membersOf(ours), membersOf(peer))];
  assert.deepEqual(extra.sort(), Object.keys(LIST.additions).sort());
});

test('what both export is assignable in both directions, but for what the list says', async () => {
  const listed = Object.fromEntries(
    Object.entries(LIST.differ).map(([name, { toPeer = true, fromPeer = true }]) => [name, [toPeer, fromPeer]]),
  );
  assert.deepEqual(await judge(comparisons(peer, ours), listed), []);
});

test('the comparison can fail, in each direction and for what is not there', async () => {
  const wrong = { User: [false, true], IdToken: [true, false], Nothing: [false, false] };
  const found = await judge(comparisons(peer, ours), { ...wrong });
  for (const name of Object.keys(wrong))
    assert.ok(
      found.some((line) => line.startsWith(`${name}:`)),
      name,
    );
});

test('each difference of the list has its reason', () => {
  const reasons = [
    ...Object.values(LIST.differ).map(({ why }) => why),
    ...[LIST.additions, LIST.never].flatMap(Object.values),
  ];
  for (const reason of reasons) assert.match(reason, /\w.*\.$/);
  for (const { toPeer = true, fromPeer = true } of Object.values(LIST.differ)) assert.ok(!toPeer || !fromPeer);
});
