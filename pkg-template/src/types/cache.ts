import type { IdToken, User } from './identity.js';

/** A value, or a promise of it. */
export type MaybePromise<T> = Promise<T> | T;

/** An ID token after decoding. */
export interface DecodedToken {
  claims: IdToken;
  user: User;
}

/** What a cached token is: the token and what it is good for. */
export type CacheEntry = {
  id_token?: string;
  token_type?: string;
  access_token: string;
  /** Lifetime in seconds, as it was issued. */
  expires_in: number;
  decodedToken?: DecodedToken;
  /** The API the token is for; `default` when none was named. */
  audience: string;
  /** The scope that was asked for. */
  scope: string;
  client_id: string;
  refresh_token?: string;
  /** The scope that was granted, where the tenant said so. */
  oauthTokenScope?: string;
};

/** A cached token and when it expires, in seconds since 1970. */
export type WrappedCacheEntry = {
  body: Partial<CacheEntry>;
  expiresAt: number;
};

/** The keys of a client, kept for a store that cannot list its own. */
export type KeyManifestEntry = {
  keys: string[];
};

/** What the client puts into a store. */
export type Cacheable = WrappedCacheEntry | KeyManifestEntry;

/** A store of your own. Every method may answer at once or with a promise. */
export interface ICache {
  set<T = Cacheable>(key: string, entry: T): MaybePromise<void>;
  get<T = Cacheable>(key: string): MaybePromise<T | undefined>;
  remove(key: string): MaybePromise<void>;
  /** Lists every key. Without it, the client keeps a list of its own in the store. */
  allKeys?(): MaybePromise<string[]>;
}

/** The parts of a key. */
export type CacheKeyData = {
  audience?: string;
  scope?: string;
  clientId: string;
};
