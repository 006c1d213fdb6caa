// Reads how many tests passed from what each kind of runner leaves behind.

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** `cargo test` and the wasm-bindgen test runner: one `test result:` line per test binary. */
export function countCargo(output) {
  const lines = [...output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm)];
  const column = (index) => sum(lines.map((line) => Number(line[index])));
  const failures = [...output.matchAll(/^test (.+) \.\.\. FAIL/gm)].map((match) => `failed: ${match[1]}`);
  return { passed: column(1), failed: column(2), skipped: column(3), notes: failures };
}

/** The lines that `node-reporter.mjs` writes, one JSON object per test. */
export function countNode(text, files) {
  const tests = text.split('\n').filter(Boolean).map(JSON.parse);
  // Node reports a file without tests as one passing test that has the file's name.
  const empty = tests.filter((test) => test.ok && files.some((file) => test.name.endsWith(file)));
  const skipped = tests.filter((test) => test.skipped).length;
  const passed = tests.filter((test) => test.ok && !test.skipped).length - empty.length;
  const broken = tests.filter((test) => !test.ok && !test.skipped);
  const notes = [
    ...broken.map((test) => `failed: ${test.name}`),
    ...empty.map((test) => `${test.name} contains no test`),
  ];
  return { passed, failed: broken.length + empty.length, skipped, notes };
}

/** Playwright's JSON report. A test that passed only at a second try counts as failed. */
export function countPlaywright(report) {
  // A run of the same tests in another way is a project of its own, and its name says how.
  const usual = report.config?.projects[0]?.name;
  const tests = report.suites.flatMap((suite) => specs(suite, [], usual));
  const having = (status) => tests.filter((test) => test.status === status).length;
  const broken = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky');
  const errors = report.errors.map((error) => error.message.split('\n')[0]);
  return {
    tests: tests.map(({ title, status }) => ({ title, ok: status === 'expected' })),
    passed: having('expected'),
    failed: broken.length + errors.length,
    skipped: having('skipped'),
    notes: [...broken.map(({ title, status }) => `${status}: ${title}`), ...errors],
  };
}

function specs(suite, path, usual) {
  const titles = [...path, suite.title];
  const way = (project) => (project && project !== usual ? [`(${project})`] : []);
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, projectName }) => ({
      title: [...titles, spec.title, ...way(projectName)].join(' '),
      status,
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((child) => specs(child, titles, usual))];
}

/** The demo's journey: a line `ok 03 …` or `FAILED 03 …` per step. */
export function countJourney(output) {
  return {
    passed: output.match(/^ok /gm)?.length ?? 0,
    failed: output.match(/^FAILED /gm)?.length ?? 0,
    notes: output.match(/^FAILED .*/gm) ?? [],
  };
}
