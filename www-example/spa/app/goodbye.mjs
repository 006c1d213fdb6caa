const KEY = 'demo.signed-out';

/** Remembers, over the way to the tenant and back, that the person signed out. */
export function rememberGoodbye() {
  withStorage((storage) => storage.setItem(KEY, 'yes'));
}

/** Whether the person just signed out; asking forgets it. */
export function takeGoodbye() {
  return withStorage((storage) => {
    const remembered = storage.getItem(KEY) !== null;
    storage.removeItem(KEY);
    return remembered;
  });
}

// A browser may refuse storage altogether. Then the page says no goodbye, and works all the same.
function withStorage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
