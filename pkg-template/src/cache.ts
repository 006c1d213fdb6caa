import type { Cacheable, CacheEntry, CacheKeyData, ICache, MaybePromise } from './types.js';

const PREFIX = '@@auth0spajs@@';

/** The key of an entry: `@@auth0spajs@@::<clientId>::<audience>::<scope>`. */
export class CacheKey {
  prefix: string;
  suffix?: string;
  clientId: string;
  scope?: string;
  audience?: string;

  constructor(data: CacheKeyData, prefix: string = PREFIX, suffix?: string) {
    this.prefix = prefix;
    this.suffix = suffix;
    this.clientId = data.clientId;
    this.scope = data.scope;
    this.audience = data.audience;
  }

  /** The key as text; parts that are not set are left out. */
  toKey(): string {
    const parts = [this.prefix, this.clientId, this.audience, this.scope, this.suffix];
    return parts.filter(Boolean).join('::');
  }

  /** Reads a key. A suffix is dropped. */
  static fromKey(key: string): CacheKey {
    const [prefix, clientId, audience, scope] = key.split('::');
    return new CacheKey({ clientId, scope, audience }, prefix);
  }

  /** The key that an entry belongs under. */
  static fromCacheEntry(entry: CacheEntry): CacheKey {
    const { scope, audience, client_id: clientId } = entry;
    return new CacheKey({ scope, audience, clientId });
  }
}

/** A store that lives as long as the page. The store itself is `enclosedCache`. */
export class InMemoryCache {
  enclosedCache: ICache;

  constructor() {
    const entries = new Map<string, unknown>();
    this.enclosedCache = {
      set<T = Cacheable>(key: string, entry: T): void {
        entries.set(key, entry);
      },
      get<T = Cacheable>(key: string): MaybePromise<T | undefined> {
        return entries.get(key) as T | undefined;
      },
      remove(key: string): void {
        entries.delete(key);
      },
      allKeys(): string[] {
        return Array.from(entries.keys());
      },
    };
  }
}

/** A store in `localStorage`. */
export class LocalStorageCache implements ICache {
  set<T = Cacheable>(key: string, entry: T): void {
    localStorage.setItem(key, JSON.stringify(entry));
  }

  get<T = Cacheable>(key: string): MaybePromise<T | undefined> {
    const text = window.localStorage.getItem(key);
    if (!text) {
      return undefined;
    }
    try {
      return JSON.parse(text);
    } catch {
      // Somebody else's text under our key: as good as nothing stored.
      return undefined;
    }
  }

  remove(key: string): void {
    localStorage.removeItem(key);
  }

  allKeys(): string[] {
    return Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX));
  }
}
