export { CacheKey, InMemoryCache, LocalStorageCache } from './cache.js';
export { Auth0Client, createAuth0Client } from './client.js';
export * from './errors.js';
export * from './types.js';
export { init } from './wasm.js';
