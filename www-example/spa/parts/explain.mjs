import { otherwise, words } from './words.mjs';

/**
 * Turns an error into what a person needs to hear: `{ title, what, next, details }`.
 * Its code decides, never the wording of its message. `signedIn` says whether there is a session all the same,
 * `answering` whether it came up while the tenant's answer was taken in.
 */
export function explain(error, { signedIn = false, answering = false } = {}) {
  const inWords = Object.hasOwn(words, error?.error ?? '') ? words[error.error] : otherwise;
  const [title, what, next] = inWords(error, { signedIn, answering });
  return { title, what, next, details: detailsOf(error) };
}

function detailsOf(error) {
  return [
    ['Kind', error?.constructor?.name ?? typeof error],
    ['Code', error?.error],
    ['Message', error?.message ?? String(error)],
    ['State', error?.state],
    ...(error?.facts ?? []),
  ];
}
