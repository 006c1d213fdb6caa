import { type AuthConfig, HttpMethod } from '@auth0/auth0-angular';

/** What the server of the page knows: `/settings.js` sets it before this script runs. */
interface Settings {
  /** The options of the SDK. */
  auth0: AuthConfig;
  /** Two APIs. */
  api: string;
  otherApi: string;
  /** Whether the interceptor is registered. The SDK does not do it by itself. */
  interceptor: boolean;
}

declare global {
  interface Window {
    settings: Settings;
  }
}

export const { api, otherApi, interceptor } = window.settings;

/** Which requests of `HttpClient` carry a token, and which one. The first entry that fits decides. */
const allowedList = [
  // This address and no other.
  '/api',
  // All that begins with it.
  '/api/notes/*',
  // Also for those who are not signed in: then without a token.
  { uri: '/api/products/*', allowAnonymous: true },
  // The same, with a token that is there already or none: nobody is asked for it.
  { uri: '/api/drafts/*', allowAnonymous: true, tokenOptions: { cacheMode: 'cache-only' as const } },
  // With a token for another API.
  { uri: '/api/accounts/*', tokenOptions: tokenFor('https://orders.example.com/', 'read:orders') },
  // One method alone.
  {
    uri: '/api/orders',
    httpMethod: HttpMethod.Post,
    tokenOptions: tokenFor('https://orders.example.com/', 'read:orders'),
  },
  // Another origin.
  { uri: `${api}/calendar`, tokenOptions: tokenFor('https://calendar.example.com/', 'read:calendar') },
  // Whatever a function says.
  { uriMatcher: (uri: string) => uri.includes('/reports/') && !uri.endsWith('/public'), httpMethod: HttpMethod.Get },
  // Never asked: an entry above fits already.
  { uri: '/api/accounts/*', allowAnonymous: true, tokenOptions: tokenFor('https://calendar.example.com/') },
];

export const config: AuthConfig = { ...window.settings.auth0, httpInterceptor: { allowedList } };

function tokenFor(audience: string, scope?: string) {
  return { authorizationParams: { audience, ...(scope ? { scope } : {}) } };
}
