const PREFIX = 'demo-cache.';

/** A store of this page's own for the client: the four methods it asks for, on `sessionStorage`. */
export function sessionCache() {
  return {
    get: (key) => JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') ?? undefined,
    set: (key, entry) => sessionStorage.setItem(PREFIX + key, JSON.stringify(entry)),
    remove: (key) => sessionStorage.removeItem(PREFIX + key),
    allKeys: () =>
      Object.keys(sessionStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => key.slice(PREFIX.length)),
  };
}
