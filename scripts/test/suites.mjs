// The suites of `make test`, in the order in which they run: the cheap and telling ones first.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { besideTenant } from './beside.mjs';
import { halfProvenRows, unknownRows } from './checklist.mjs';
import { countCargo, countJourney, countNode, countPlaywright } from './count.mjs';
import { run } from './run.mjs';

const WASM = ['--target', 'wasm32-unknown-unknown'];
const NPM = ['--features', 'npm'];
const bin = (name) => join('node_modules', '.bin', name);

const lintSteps = [
  { command: ['cargo', 'fmt', '--check', '--', '-l'] },
  { command: clippy() },
  { command: clippy(...NPM) },
  { command: clippy(...WASM) },
  { command: clippy(...WASM, ...NPM) },
  { command: ['cargo', 'clippy', '--quiet', '--lib', ...WASM, '--features', 'first', '--', '-D', 'warnings'] },
  { command: ['cargo', 'doc', '--no-deps', ...WASM, ...NPM], env: { RUSTDOCFLAGS: '-D warnings' } },
  { command: [bin('eslint'), '--max-warnings', '0', '.'] },
  { command: [bin('prettier'), '--check', '**/*.{js,mjs,cjs,ts,mts,cts,css}'] },
  { command: ['node', 'scripts/tree.mjs'] },
];

export const suites = [
  { name: 'lint', title: 'Format and lint', run: () => runSteps(lintSteps) },
  { name: 'tools', title: 'Tools: scripts/test', run: () => runNode('scripts/test') },
  { name: 'host', title: 'Host: cargo test', run: () => runCargo(['cargo', 'test', '--no-fail-fast']) },
  { name: 'browser', title: 'Browser: wasm-bindgen tests in Chromium', run: runBrowser },
  { name: 'build', title: 'Build: the npm package', run: () => runSteps([{ command: ['scripts/package.sh'] }]) },
  { name: 'tenant', title: 'Tenant: tests/tenant', run: () => runNode('tests/tenant') },
  { name: 'package', title: 'Package: tests/package', needs: ['build'], run: () => runNode('tests/package') },
  {
    name: 'bundlers',
    title: 'Bundlers: tests/package/bundlers, in Chromium',
    needs: ['build'],
    run: () => runNode('tests/package/bundlers'),
  },
  {
    name: 'frameworks',
    title: 'Framework SDKs: tests/frameworks in Chromium',
    needs: ['build'],
    run: () => runRows('frameworks'),
  },
  { name: 'e2e', title: 'End to end: tests/e2e in Chromium', needs: ['build'], run: runEndToEnd },
  {
    name: 'engines',
    title: 'Engines: Chromium, Firefox, WebKitGTK',
    needs: ['build'],
    run: () => runNode('tests/engines'),
  },
  { name: 'differential', title: 'Differential: the peer beside this package', needs: ['build'], run: runDifferential },
  { name: 'demo', title: 'Demo: the journey in Chromium', needs: ['build'], run: runJourney },
];

function clippy(...options) {
  return ['cargo', 'clippy', '--quiet', '--all-targets', ...options, '--', '-D', 'warnings'];
}

async function runSteps(steps) {
  const outcome = { passed: 0, failed: 0, notes: [] };
  for (const { command, env } of steps) {
    const { code, notes } = await run(command, env);
    if (code === 0) outcome.passed += 1;
    else {
      outcome.failed += 1;
      outcome.notes.push(`failed: ${command.join(' ')}`, ...notes);
    }
  }
  return outcome;
}

async function runCargo(command, env) {
  const { code, output, notes } = await run(command, env);
  const counted = countCargo(output);
  return { code, ...counted, notes: [...notes, ...counted.notes] };
}

function runBrowser() {
  const command = ['cargo', 'test', '--no-fail-fast', '--lib', '--tests', ...WASM, ...NPM];
  const env = {
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: join(process.cwd(), '.tools/bin/wasm-bindgen-test-runner'),
    CHROMEDRIVER: process.env.CHROMEDRIVER ?? '/usr/bin/chromedriver',
    WASM_BINDGEN_USE_BROWSER: '1',
    WASM_BINDGEN_TEST_TIMEOUT: '120',
  };
  return besideTenant(() => runCargo(command, env));
}

async function runNode(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.test.mjs')) : [];
  if (files.length === 0) return { notes: [`${folder}/ holds no *.test.mjs`] };
  const report = `target/test/${folder.replaceAll('/', '-')}.jsonl`;
  rmSync(report, { force: true });
  const { code, notes } = await run([
    'node',
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/test/node-reporter.mjs',
    `--test-reporter-destination=${report}`,
    ...files.map((name) => `${folder}/${name}`),
  ]);
  const counted = countNode(existsSync(report) ? readFileSync(report, 'utf8') : '', files);
  return { code, ...counted, notes: [...notes, ...counted.notes] };
}

async function runPlaywright(name) {
  const report = join(process.cwd(), `target/test/${name}.json`);
  rmSync(report, { force: true });
  const { code, notes } = await run(
    [bin('playwright'), 'test', '-c', `tests/${name}`, '--retries=0', '--forbid-only', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  if (!existsSync(report)) return { code, notes: [...notes, 'Playwright left no report'] };
  const counted = countPlaywright(JSON.parse(readFileSync(report, 'utf8')));
  return { code, ...counted, notes: [...notes, ...counted.notes] };
}

/** A suite whose titles may name rows of the checklist. */
async function runRows(name) {
  const outcome = await runPlaywright(name);
  const unknown = unknownRows(outcome.tests ?? []).map((id) => `${id} in a title is not a row of the checklist`);
  return { ...outcome, failed: (outcome.failed ?? 0) + unknown.length, notes: [...outcome.notes, ...unknown] };
}

async function runEndToEnd() {
  const outcome = await runRows('e2e');
  if (!outcome.tests) return outcome;
  const half = halfProvenRows(outcome.tests).map((id) => `${id} has no test over DPoP, or none over Bearer`);
  return { ...outcome, failed: outcome.failed + half.length, notes: [...outcome.notes, ...half] };
}

async function runDifferential() {
  const { tests: _, ...outcome } = await runPlaywright('differential');
  const summary = 'target/differential/summary.json';
  const said = existsSync(summary) ? [JSON.parse(readFileSync(summary, 'utf8')).summary] : [];
  return { ...outcome, notes: [...outcome.notes, ...said] };
}

async function runJourney() {
  const { code, output, notes } = await run(['node', 'www-example/demo.mjs', '--check']);
  const counted = countJourney(output);
  return { code, ...counted, notes: [...notes, ...counted.notes] };
}
