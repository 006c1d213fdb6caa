import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { countCargo, countJourney, countNode, countPlaywright } from './count.mjs';

const folder = mkdtempSync(join(tmpdir(), 'count-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs real test files through our reporter and reads what it wrote. */
function nodeTest(sources) {
  const files = Object.entries(sources).map(([name, source]) => {
    writeFileSync(join(folder, name), `import { describe, test } from 'node:test';\n${source}`);
    return join(folder, name);
  });
  const reporter = fileURLToPath(new URL('./node-reporter.mjs', import.meta.url));
  const report = join(folder, 'report.jsonl');
  const env = { ...process.env };
  // Set by the outer run: the inner one would report to it instead of to our file.
  delete env.NODE_TEST_CONTEXT;
  try {
    const args = ['--test', `--test-reporter=${reporter}`, `--test-reporter-destination=${report}`, ...files];
    execFileSync(process.execPath, args, { env, stdio: 'ignore' });
  } catch (error) {
    assert.equal(error.status, 1);
  }
  return countNode(readFileSync(report, 'utf8'), Object.keys(sources));
}

test('cargo: results of all test binaries are added up', () => {
  const output = [
    'test parse::reads ... ok',
    'test parse::refuses ... FAILED',
    'test clock ... FAIL',
    'test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
    'test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s',
  ].join('\n');
  assert.deepEqual(countCargo(output), {
    passed: 4,
    failed: 2,
    skipped: 1,
    notes: ['failed: parse::refuses', 'failed: clock'],
  });
});

test('cargo: no result line means no test', () => {
  assert.deepEqual(countCargo('error: could not compile'), { passed: 0, failed: 0, skipped: 0, notes: [] });
});

test('node: suites are not tests, and what is inside them counts once', () => {
  const { passed, failed, skipped, notes } = nodeTest({
    'a.test.mjs': `describe('s', () => { test('one', () => {}); test('two', () => { throw new Error('no'); }); });
      test('three', () => {});`,
  });
  assert.deepEqual({ passed, failed, skipped }, { passed: 2, failed: 1, skipped: 0 });
  assert.deepEqual(notes, ['failed: two']);
});

test('node: a suite that breaks outside of its tests is a failure', () => {
  const { failed } = nodeTest({
    'a.test.mjs': `describe('s', () => { test('one', () => {}); throw new Error('in the body'); });`,
  });
  assert.ok(failed >= 1);
});

test('node: skipped and todo tests are seen', () => {
  const { passed, skipped } = nodeTest({
    'a.test.mjs': `test.skip('later'); test.todo('never'); test('now', () => {});`,
  });
  assert.deepEqual({ passed, skipped }, { passed: 1, skipped: 2 });
});

test('node: a file without tests, and one that crashes, are failures', () => {
  const empty = nodeTest({ 'empty.test.mjs': '' });
  assert.deepEqual([empty.passed, empty.failed], [0, 1]);
  assert.match(empty.notes[0], /contains no test/);
  const crash = nodeTest({ 'crash.test.mjs': `throw new Error('at import');`, 'b.test.mjs': `test('b', () => {});` });
  assert.deepEqual([crash.passed, crash.failed], [1, 1]);
});

test('playwright: flaky is failed, errors outside of tests are failed, titles carry their groups', () => {
  const spec = (title, status) => ({ title, tests: [{ status }] });
  const report = {
    errors: [{ message: 'no such file\n at x' }],
    suites: [
      {
        title: 'login.spec.mjs',
        specs: [spec('S3-E2 logs out', 'expected'), spec('b', 'flaky')],
        suites: [{ title: 'group', specs: [spec('c', 'unexpected'), spec('d', 'skipped')] }],
      },
    ],
  };
  const { passed, failed, skipped, notes, tests } = countPlaywright(report);
  assert.deepEqual({ passed, failed, skipped }, { passed: 1, failed: 3, skipped: 1 });
  assert.deepEqual(notes, ['flaky: login.spec.mjs b', 'unexpected: login.spec.mjs group c', 'no such file']);
  assert.deepEqual(tests[0], { title: 'login.spec.mjs S3-E2 logs out', ok: true });
  assert.equal(tests[2].title, 'login.spec.mjs group c');
});

test('playwright: a title says in which other project its test ran', () => {
  const ran = ['chromium', 'DPoP'].map((projectName) => ({ projectName, status: 'expected' }));
  const report = {
    errors: [],
    config: { projects: [{ name: 'chromium' }, { name: 'DPoP' }] },
    suites: [{ title: 'a.spec.mjs', specs: [{ title: 'b', tests: ran }] }],
  };
  const titles = countPlaywright(report).tests.map(({ title }) => title);
  assert.deepEqual(titles, ['a.spec.mjs b', 'a.spec.mjs b (DPoP)']);
});

test('journey: lines that start with ok and FAILED', () => {
  assert.deepEqual(countJourney('ok 01 opened\n  ok not a step\nFAILED 02 signed in: no button\nok 03 x'), {
    passed: 2,
    failed: 1,
    notes: ['FAILED 02 signed in: no button'],
  });
});
