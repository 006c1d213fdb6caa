// A reporter for `node --test`: one JSON line per test, so that counting does not depend on how a report looks.
export default async function* lines(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (isOnlyAGroup(type, data)) continue;
    const skipped = Boolean(data.skip !== undefined || data.todo !== undefined);
    yield `${JSON.stringify({ name: data.name, ok: type === 'test:pass', skipped })}\n`;
  }
}

/** A suite says nothing of its own, unless it broke itself: in its body or in a hook. */
function isOnlyAGroup(type, { details }) {
  if (details?.type !== 'suite') return false;
  return type === 'test:pass' || details.error?.failureType === 'subtestsFailed';
}
