// MIGRATION.md says what the lists of the tests say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrationPage } from '../../scripts/migration.mjs';
import { ROOT } from './support/package.mjs';

const page = readFileSync(join(ROOT, 'MIGRATION.md'), 'utf8');

test('the page has every difference of the lists, and no other', () => {
  assert.equal(page, migrationPage(), 'run `node scripts/migration.mjs`');
});

test('a difference that the page lacks is noticed', () => {
  const row = page.split('\n').find((line) => line.startsWith('| The signature'));
  assert.ok(row);
  assert.notEqual(page.replace(row, ''), migrationPage(page.replace(row, '')));
});
