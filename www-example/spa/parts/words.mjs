import { providerName } from './providers.mjs';

// Errors in words: title, what happened, what to do next. Each row gets the error and how things stand here.

export const again = 'Choose “Sign in” to start again.';

const refused = {
  access_denied: (error) => [
    'The tenant refused this sign-in',
    quoted(error),
    'Choose another person or another organization below, and sign in again.',
  ],
  login_required: () => ['You are not signed in any more', 'The tenant has no session for this browser.', again],
  consent_required: () => ['The tenant wants to ask you something', 'That takes a visit to its page.', again],
  invalid_grant: (error) => ['The tenant did not accept the code', quoted(error), again],
  missing_refresh_token: () => ['Your session can’t be renewed', 'There is no refresh token for it here.', again],
  dpop_key_lost: () => [
    'The key of your tokens is gone',
    'Your tokens are bound to a key, and this browser no longer has it.',
    'Sign out and sign in again to get a new one.',
  ],
  too_many_requests: () => [
    'The tenant asks for a pause',
    'It got more requests than it allows in this time.',
    'Wait a moment and try again.',
  ],
};

const connecting = {
  connect_access_denied: ({ connection }) => [
    `You said no at ${providerName(connection)}`,
    'Nothing was connected, and what was connected before still is.',
    'You can connect it whenever you like.',
  ],
  my_account_404: (error) => [
    'The tenant knows of no such thing',
    quoted(error),
    'It may have taken longer than five minutes. If nothing works here, the My Account API is not active.',
  ],
  my_account_409: (error) => [
    'That account is connected already',
    quoted(error),
    'Choose another account there, or allow more for this one.',
  ],
  popup_open: () => [
    'The browser opened no window',
    'It blocks popups here.',
    'Allow them for this site, or connect without.',
  ],
  cancelled: () => ['The window was closed', 'Nothing was connected.', 'You can connect it whenever you like.'],
};

const forged = {
  missing_transaction: (_error, { signedIn }) => [
    'This answer does not belong to a sign-in of this tab',
    'The address carried an answer from the tenant, but no sign-in that it could belong to is under way here. It was used before, it was started in another tab, or somebody made it up.',
    signedIn ? 'It was ignored, and you are still signed in.' : `It was ignored. ${again}`,
  ],
  issuer_mismatch: () => [
    'This answer comes from somebody else',
    'It names another sender than the tenant that was asked.',
    `It was ignored. ${again}`,
  ],
};

const broken = {
  timeout: () => [
    'The tenant took too long',
    'It was asked and did not answer within the time allowed.',
    'Check that it is running and that none of its fault switches is on, then try again.',
  ],
  network_error: () => [
    'The tenant does not answer',
    'A request did not get through to it.',
    'Check that it is running (“make demo” starts it) and that it knows this page, then try again.',
  ],
  request_error: (error) => [
    'The tenant’s answer makes no sense',
    quoted(error),
    'Try again. The list of requests shows what was sent.',
  ],
  storage_unavailable: () => [
    'This browser keeps nothing for this page',
    'The page must remember the sign-in while you are at the tenant.',
    'Allow this site to store data, then try again.',
  ],
  wasm_blocked: () => [
    'The browser may not run WebAssembly here',
    'The security policy of this page forbids it.',
    'Add ‘wasm-unsafe-eval’ to script-src of the Content-Security-Policy.',
  ],
  wasm_unsupported: () => ['This browser has no WebAssembly', 'The client is made of it.', 'Use a current browser.'],
  wasm_load_failed: () => [
    'The client could not be loaded',
    'Its WebAssembly did not arrive whole.',
    'Reload the page. If it stays so, run “make package” again.',
  ],
};

const ours = {
  package_missing: () => [
    'The package is not built yet',
    'This page runs on the built package, and the server has none.',
    'Run “make package” and reload this page.',
  ],
  settings_missing: () => [
    'The page has no settings',
    'The server that sent this page did not say where the tenant is.',
    'Start it with “make demo” and reload.',
  ],
  api_unreachable: () => [
    'The API does not answer',
    'The request did not get through to it.',
    'Check that it is running (“make demo” starts it) and try again.',
  ],
  no_token: () => ['There is no access token', 'The tenant gave none for this API.', again],
};

/** The words for each error code. */
export const words = {
  ...refused,
  ...connecting,
  ...forged,
  ...broken,
  ...ours,
  state_mismatch: forged.missing_transaction,
  interaction_required: refused.login_required,
};

/** The words for an error that has no code of its own: a check failed, or something unforeseen. */
export function otherwise(error, { answering }) {
  if (answering && error.error === undefined) {
    return [
      'The tenant’s answer cannot be trusted',
      'What came back failed a check, so this page does not believe who you are.',
      `Nothing of it was kept. See whether a fault switch of the tenant is on. ${again}`,
    ];
  }
  return ['That did not work', sentence(error?.message), 'Try again. The details say what to look for.'];
}

function quoted(error) {
  return `It said: “${error.error_description || error.message || error.error}”`;
}

function sentence(text) {
  if (!text) return 'No reason was given.';
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
