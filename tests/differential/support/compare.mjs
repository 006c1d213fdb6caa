// A scenario is run with the peer and with this package; what differs must be in the list.
import { mkdirSync, writeFileSync } from 'node:fs';
import { test as base } from '../../e2e/support/fixtures.mjs';
import { compareTrees } from './difference.mjs';
import { idle, judge } from './list.mjs';
import { OUTCOMES } from './outcomes.mjs';
import { openSession } from './session.mjs';

export { CALENDAR, ORDERS } from '../../e2e/support/servers.mjs';

/** Registers a scenario: `scenario(session)` makes the same calls whatever the SDK. */
export function compare(title, scenario, how) {
  base(title, async ({ browser, servers }, info) => {
    const steps = {};
    for (const sdk of ['peer', 'ours']) {
      const { session, close } = await openSession(browser, servers, sdk, how);
      await scenario(session);
      steps[sdk] = session.steps;
      await close();
    }
    const outcome = { title, ...compareSteps(title, steps) };
    const { unlisted, used } = judge(outcome.differences);
    mkdirSync(OUTCOMES, { recursive: true });
    writeFileSync(`${OUTCOMES}${info.testId}.json`, JSON.stringify({ ...outcome, used, steps }, null, 1));
    refuse(unlisted, idle(title, used));
  });
}

function compareSteps(title, { peer, ours }) {
  const names = (steps) => steps.map(({ name }) => name).join(' | ');
  if (names(peer) !== names(ours)) throw new Error(`the scripts went apart: ${names(peer)} / ${names(ours)}`);
  const total = { calls: peer.length, comparisons: 0, values: 0, differ: 0, differences: [] };
  let before = new Set();
  peer.forEach(({ name, facets }, index) => {
    const other = ours[index].facets;
    const now = new Set();
    for (const facet of new Set([...Object.keys(facets), ...Object.keys(other)])) {
      const { values, differences } = compareFacet(facet, facets[facet], other[facet]);
      total.comparisons += 1;
      total.values += values;
      total.differ += differences.length > 0 ? 1 : 0;
      for (const found of differences) {
        const place = [facet, found.at].filter(Boolean).join('.');
        const lasting = LASTING.has(facet) ? JSON.stringify({ ...found, at: place }) : undefined;
        if (lasting) now.add(lasting);
        if (!before.has(lasting)) total.differences.push({ ...found, at: `${title} › ${name} › ${place}` });
      }
    }
    before = now;
  });
  return total;
}

// Two failures are compared as a whole first: by class, code and text. Only then by what else they carry.
function compareFacet(facet, peer, ours) {
  const whole = [peer, ours].map((seen) => (FAILURES.has(facet) && seen ? inShort(seen) : undefined));
  if (peer && ours && whole[0] !== whole[1]) {
    return { values: 1, differences: [{ at: '', peer: whole[0], ours: whole[1] }] };
  }
  return compareTrees(peer, ours);
}

const FAILURES = new Set(['error', 'thrown']);
const inShort = ({ $classes, message, own }) => [$classes, own?.error, message].filter(Boolean).join(' | ');

/** What is kept stays different: that is named once, where it begins. */
const LASTING = new Set(['localStorage', 'sessionStorage', 'cookies', 'database']);

function refuse(unlisted, listed) {
  const lines = [
    ...unlisted.map((difference) => `not in the list: ${JSON.stringify(difference)}`),
    ...listed.map(({ id, at }) => `in the list (${id}), but it does not differ so any more: ${at}`),
  ];
  if (lines.length > 0) throw new Error(['what differs is not what the list says', ...lines].join('\n'));
}
