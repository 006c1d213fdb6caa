export { AnonymousSessionApiClient, AnonymousSessionClient } from './anonymous.js';
export { CacheKey, InMemoryCache, LocalStorageCache } from './cache.js';
export { Auth0Client, createAuth0Client } from './client.js';
export * from './errors.js';
export { isFederatedDomain } from './federation.js';
export { MyAccountApiClient } from './my-account.js';
export { PasskeyApiClient } from './passkey.js';
export * from './types.js';
export { init } from './wasm.js';
