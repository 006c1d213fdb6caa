// The package does not grow by accident.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { grown, judge, present } from '../../benches/budget.mjs';
import { ROOT } from './support/package.mjs';

const ACCEPTED = JSON.parse(readFileSync(join(ROOT, 'benches/budget.json'), 'utf8'));

test('a first visit loads what was accepted, or less, and so does what comes after', async () => {
  assert.deepEqual(grown(await present()), []);
});

test('the READMEs and the changes say such sizes', () => {
  for (const name of ['README.md', 'pkg-template/README.md', 'CHANGELOG.md']) {
    const text = readFileSync(join(ROOT, name), 'utf8');
    for (const [part, stated] of [
      ['first', /A first visit loads\s+(\d+) kB/.exec(text)],
      ['whole', /another\s+(\d+) kB/.exec(text)],
    ]) {
      assert.ok(stated, `${name} says no size of what is ${part}`);
      const off = Math.abs(Number(stated[1]) * 1000 - ACCEPTED[part].brotli) / ACCEPTED[part].brotli;
      assert.ok(
        off < 0.05,
        `${name}: “${stated[0]}” is not what benches/budget.json has, ${ACCEPTED[part].brotli} bytes`,
      );
    }
  }
});

test('growth beyond two per cent is refused, with what to do about it', () => {
  assert.equal(judge('first', 102_000, 100_000), undefined);
  assert.equal(judge('first', 50_000, 100_000), undefined);
  assert.match(judge('first', 102_001, 100_000), /^A first visit: 102\.0 kB .* 2\.0 % more than the 100\.0 kB .*`make/);
  assert.match(judge('whole', 102_001, 100_000), /^What is loaded after it: .*`make accept-size`/);
});
