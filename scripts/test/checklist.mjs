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

// What connects accounts holds for both kinds of tokens: documents 0 to 2, and what document 3 says about it.
const CONNECTED = /^S[0-2]-|^S3-(E2[789]|P2[567])$/;
// No token is in them: how a backend is made. Or one kind alone is what they are about, and their test says which.
const OF_NO_KIND = new Set(['S0-E1', 'S1-E1', 'S2-P6', 'S3-E27']);

/** Rows about connected accounts that no test runs over DPoP, or none over Bearer. */
export function halfProvenRows(tests) {
  const over = (wanted) =>
    new Set(tests.filter(({ title }) => title.endsWith('(DPoP)') === wanted).flatMap(({ title }) => rowsIn(title)));
  const [bound, bearer] = [over(true), over(false)];
  const connected = rows.filter((id) => CONNECTED.test(id) && !OF_NO_KIND.has(id));
  return connected.filter((id) => !bound.has(id) || !bearer.has(id));
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
