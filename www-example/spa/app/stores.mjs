import { sessionCache } from './session-cache.mjs';

/**
 * The four places where the client can keep a session: what each is called, what of it survives a reload,
 * and how the client is told.
 */
export const stores = {
  memory: {
    name: 'Memory',
    after: 'After a reload nothing is left; a hidden frame asks the tenant again.',
    options: () => ({ cacheLocation: 'memory' }),
  },
  localstorage: {
    name: 'Local storage',
    after: 'Survives a reload, in every tab. Any script of this page can read it.',
    options: () => ({ cacheLocation: 'localstorage' }),
  },
  indexeddb: {
    name: 'IndexedDB, encrypted',
    after: 'Survives a reload, in every tab. No token can be read in it.',
    options: () => ({ cacheLocation: 'indexeddb' }),
  },
  session: {
    name: 'Session storage',
    after: 'A cache of the page’s own. Survives a reload, in this tab only.',
    options: () => ({ cache: sessionCache() }),
  },
};
