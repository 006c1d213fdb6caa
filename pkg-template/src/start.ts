import type { Auth0ClientOptions } from './types.js';

/**
 * Whether a page may do with the small wasm for a while. A wrong yes costs the time to load it, a wrong no the time to
 * load the whole one: what is answered is the same.
 */
export function startsSmall(options: Auth0ClientOptions): boolean {
  return !needsKeys(options) && !isCallback() && (isStored(options) || !isSignedIn(options));
}

const needsKeys = ({ useDpop, cache, cacheLocation, createAnonymousSessionOnFailedSilentAuth }: Auth0ClientOptions) =>
  useDpop || createAnonymousSessionOnFailedSilentAuth || (!cache && cacheLocation === 'indexeddb');

const isCallback = (): boolean => /[?&]state=/.test(window.location.search);

/** Whether the tokens of a former page are where this one can read them. */
const isStored = ({ cache, cacheLocation }: Auth0ClientOptions): boolean =>
  Boolean(cache) || cacheLocation === 'localstorage';

function isSignedIn({ clientId }: Auth0ClientOptions): boolean {
  try {
    const { cookie } = document;
    return ['auth0', `auth0.${clientId}`].some((name) => cookie.includes(`${name}.is.authenticated=`));
  } catch {
    // A page that may have no cookies has no session to restore.
    return false;
  }
}
