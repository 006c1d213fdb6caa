// Refresh tokens: options that ask for them, and what the tenant saw of them.
import { CALENDAR, ORDERS } from './servers.mjs';
import { seenBy } from './wire.mjs';

export const AUDIENCES = [CALENDAR, ORDERS, ...[3, 4, 5].map((number) => `https://api${number}.example.com/`)];
/** A token with so little life left is never answered from the cache. */
export const STALE = 30;

/** Options of a client with refresh tokens, and changes. */
export function refreshing({ authorizationParams, ...changes } = {}) {
  return {
    useRefreshTokens: true,
    ...changes,
    authorizationParams: { audience: CALENDAR, scope: 'openid profile email read:calendar', ...authorizationParams },
  };
}

/** A login whose access token is stale at once, so that the next call has to get another. */
export async function signInStale(app, tenant, how) {
  await tenant.switches.set({ expires_in: STALE });
  const result = await app.signIn(how);
  await tenant.switches.set({ expires_in: 'normal' });
  tenant.log.clear();
  app.wire.forget();
  return result;
}

/** The token requests the tenant saw, by what they brought: `refresh_token` or `authorization_code`. */
export function grants(tenant) {
  return seenBy(tenant, '/oauth/token').map(({ body }) => body?.grant_type);
}

/** How often a used refresh token came again, over all families. */
export function reuses(tenant) {
  return tenant.families().reduce((sum, family) => sum + family.reuse_events, 0);
}

/** In the page: the token of a call, or what the call was refused with. */
export const token = (given) => window.failure(() => window.client.getTokenSilently(given));

/** In the page: one token for each audience, or what each call was refused with. Many tabs may be waited for. */
export const tokensFor = (audiences) => {
  const ask = (audience) => () => window.client.getTokenSilently({ authorizationParams: { audience, scope: '' } });
  return Promise.all(audiences.map((audience) => window.failure(ask(audience), 120_000)));
};
