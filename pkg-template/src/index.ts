export { CacheKey, InMemoryCache, LocalStorageCache } from './cache.js';
export { Auth0Client, createAuth0Client } from './client.js';
export * from './errors.js';
export { MyAccountApiClient } from './my-account.js';
export * from './types.js';
export { init } from './wasm.js';
