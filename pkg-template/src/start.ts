import type { Auth0ClientOptions } from './types.js';

/**
 * Whether a page may do with the small wasm for a while. A wrong yes costs the time to load it, a wrong no the time to
 * load the whole one: what is answered is the same.
 */
export function startsSmall(options: Auth0ClientOptions): boolean {
  const isStored = options.cacheLocation === 'localstorage';
  return !BEYOND.some((isBeyond) => isBeyond(options)) && !isCallback() && (isStored || !isSignedIn(options));
}

/** What the small wasm cannot even begin with: an encrypted store, requests, and what an application brings of its own. */
const BEYOND: ((options: Auth0ClientOptions) => unknown)[] = [
  ({ cache, cacheLocation }) => cache || cacheLocation === 'indexeddb',
  ({ nowProvider }) => nowProvider,
  ({ createAnonymousSessionOnFailedSilentAuth }) => createAnonymousSessionOnFailedSilentAuth,
];

const isCallback = (): boolean => /[?&]state=/.test(window.location.href);

function isSignedIn({ clientId }: Auth0ClientOptions): boolean {
  try {
    const { cookie } = document;
    return ['auth0', `auth0.${clientId}`].some((name) => cookie.includes(`${name}.is.authenticated=`));
  } catch {
    // A page that may have no cookies has no session to restore.
    return false;
  }
}
