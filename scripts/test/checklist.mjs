// The checklist of the reference documents: five documents, each with code examples (E) and statements (P) that
// must hold. An end-to-end test that proves a row carries the row's id in its title: `S3-E5 calls an API`.

const ROWS_PER_DOCUMENT = [
  { E: 6, P: 10 },
  { E: 12, P: 6 },
  { E: 17, P: 17 },
  { E: 29, P: 27 },
  { E: 26, P: 11 },
];

const ids = (document, kind, count) => Array.from({ length: count }, (_, index) => `S${document}-${kind}${index + 1}`);

export const rows = ROWS_PER_DOCUMENT.flatMap(({ E, P }, document) => [
  ...ids(document, 'E', E),
  ...ids(document, 'P', P),
]);

export function rowsIn(title) {
  return title.match(/\bS\d+-[EP]\d+\b/g) ?? [];
}

/** Titles that name a row which does not exist: a slip of the pen would otherwise prove nothing, silently. */
export function unknownRows(tests) {
  return tests.flatMap(({ title }) => rowsIn(title).filter((id) => !rows.includes(id)));
}

/** A row holds when at least one test carries its id and every test that carries it passes. */
export function provenRows(tests) {
  return rows.filter((id) => {
    const about = tests.filter(({ title }) => rowsIn(title).includes(id));
    return about.length > 0 && about.every(({ ok }) => ok);
  });
}

export function checklistLine(tests) {
  const proven = provenRows(tests);
  const list = proven.length > 0 ? ` (${proven.join(', ')})` : '';
  return `checklist: ${proven.length} of ${rows.length} rows have a passing test${list}`;
}
