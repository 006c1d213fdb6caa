// What a suite's outcome is worth. Silence is not success: a suite that ran nothing, skipped something or ended
// badly has failed, whatever it counted.

/** As many tests of a suite may pass only at their second attempt: a machine may be busy for a moment. */
const MOST_UNSTEADY = 2;

/**
 * @param {{passed?: number, failed?: number, skipped?: number, code?: number, notes?: string[], tests?: object[],
 *   unsteady?: string[]}} outcome
 */
export function judge({ passed = 0, failed = 0, skipped = 0, code = 0, notes = [], tests = [], unsteady = [] }) {
  const said = [...notes];
  let failures = failed;
  if (skipped > 0) {
    said.push(`${skipped} skipped: a test either runs or is removed`);
    failures += skipped;
  }
  if (unsteady.length > MOST_UNSTEADY) {
    said.push(`${unsteady.length} passed only at their second attempt, and at most ${MOST_UNSTEADY} may`);
    failures += 1;
  }
  if (code !== 0 && failures === 0) {
    said.push(`ended with exit status ${code}`);
    failures = 1;
  }
  if (passed + failures === 0) {
    if (said.length === 0) said.push('no test ran');
    failures = 1;
  }
  return { passed, failed: failures, notes: said, tests, unsteady };
}
