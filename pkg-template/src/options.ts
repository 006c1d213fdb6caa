import { Auth0Error } from './errors/base.js';
import { InvalidConfigurationError } from './errors/generic.js';
import type { Auth0ClientOptions, ClientAuthorizationParams } from './types.js';

/**
 * Checks what must be refused at once, and merges the defaults.
 *
 * A key that is present wins over its default even when its value is `undefined`.
 */
export function resolveOptions(options: Auth0ClientOptions): Auth0ClientOptions {
  if (!options) {
    throw new TypeError('Options are missing. Write new Auth0Client({ domain, clientId }).');
  }
  requireOnlineMode(options);
  warnOfEnterpriseConnect(options);
  requireCrypto();
  requireCacheLocation(options);
  const authorizationParams = Object.assign({ scope: 'openid profile email' }, options.authorizationParams);
  return Object.assign({}, DEFAULTS, options, { authorizationParams });
}

const DEFAULTS = {
  useRefreshTokensFallback: false,
  useFormData: true,
  refreshTokenMode: 'offline',
} as const;

function requireOnlineMode(options: Auth0ClientOptions): void {
  if (options.refreshTokenMode !== 'online') {
    return;
  }
  if (options.useRefreshTokens !== true) {
    throw new InvalidConfigurationError(
      '`refreshTokenMode: "online"` requires the refresh-token grant.',
      'Set `useRefreshTokens: true`.',
    );
  }
  if (options.useDpop !== true) {
    throw new InvalidConfigurationError(
      '`refreshTokenMode: "online"` requires DPoP, which is missing or disabled.',
      'Set `useDpop: true` (DPoP is mandatory for online access).',
    );
  }
}

// The texts are those of `@auth0/auth0-spa-js`.
function warnOfEnterpriseConnect({
  enterpriseConnect,
  useRefreshTokens,
  authorizationParams,
}: Auth0ClientOptions): void {
  if (enterpriseConnect !== true) {
    return;
  }
  const { scope, organization } = authorizationParams || ({} as ClientAuthorizationParams);
  if (useRefreshTokens === true || (typeof scope === 'string' && scope.includes('offline_access'))) {
    console.warn(
      'Enterprise Connect issues no refresh token; `useRefreshTokens` and `offline_access` in `scope` have no effect.',
    );
  }
  if (organization) {
    console.warn(
      'Enterprise Connect resolves the organization from the email domain (Home Realm Discovery); ' +
        'a static `organization` breaks multi-customer setups.',
    );
  }
}

// A server has no window and makes no request; a page without WebCrypto cannot sign anybody in.
function requireCrypto(): void {
  if (typeof window === 'undefined') {
    return;
  }
  if (!window.crypto) {
    throw new Auth0Error('For security reasons, `window.crypto` is required to run `auth0-spa-js`.');
  }
  if (!window.crypto.subtle) {
    throw new Auth0Error(INSECURE_ORIGIN);
  }
}

// The line breaks and blanks are part of the text that `@auth0/auth0-spa-js` throws.
const INSECURE_ORIGIN =
  '\n      auth0-spa-js must run on a secure origin.' +
  ' See https://github.com/auth0/auth0-spa-js/blob/main/FAQ.md#why-do-i-get-auth0-spa-js-must-run-on-a-secure-origin' +
  ' for more information.\n    ';

function requireCacheLocation({ cache, cacheLocation }: Auth0ClientOptions): void {
  if (cache && cacheLocation) {
    console.warn(
      'Both `cache` and `cacheLocation` options have been specified in the Auth0Client configuration; ' +
        'ignoring `cacheLocation` and using `cache`.',
    );
    return;
  }
  if (!cache && cacheLocation && !['memory', 'localstorage', 'indexeddb'].includes(cacheLocation)) {
    throw new Auth0Error(`Invalid cache location "${cacheLocation}"`);
  }
}
