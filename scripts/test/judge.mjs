// What a suite's outcome is worth. Silence is not success: a suite that ran nothing, skipped something or ended
// badly has failed, whatever it counted.

/**
 * @param {{passed?: number, failed?: number, skipped?: number, code?: number, notes?: string[], tests?: object[]}} outcome
 */
export function judge({ passed = 0, failed = 0, skipped = 0, code = 0, notes = [], tests = [] }) {
  const said = [...notes];
  let failures = failed;
  if (skipped > 0) {
    said.push(`${skipped} skipped: a test either runs or is removed`);
    failures += skipped;
  }
  if (code !== 0 && failures === 0) {
    said.push(`ended with exit status ${code}`);
    failures = 1;
  }
  if (passed + failures === 0) {
    if (said.length === 0) said.push('no test ran');
    failures = 1;
  }
  return { passed, failed: failures, notes: said, tests };
}
