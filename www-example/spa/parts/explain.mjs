import { otherwise, words } from './words.mjs';

/**
 * Turns an error into what a person needs to hear: `{ title, what, next, details }`.
 * Its code decides, never the wording of its message. `signedIn` says whether there is a session all the same,
 * `answering` whether it came up while the tenant's answer was taken in.
 */
export function explain(error, { signedIn = false, answering = false } = {}) {
  const code = codeOf(error);
  const inWords = Object.hasOwn(words, code) ? words[code] : otherwise;
  const [title, what, next] = inWords(error, { signedIn, answering });
  return { title, what, next, details: detailsOf(error) };
}

// What came of connecting an account has words of its own; the My Account API has a status and no code.
function codeOf(error) {
  if (error?.name === 'MyAccountApiError') return `my_account_${error.status}`;
  return error?.connection ? `connect_${error.error}` : (error?.error ?? '');
}

function detailsOf(error) {
  return [
    ['Kind', error?.constructor?.name ?? typeof error],
    ['Code', error?.error ?? error?.type],
    ['Connection', error?.connection],
    ['Message', error?.message ?? String(error)],
    ['State', error?.state],
    ...(error?.facts ?? []),
  ];
}
