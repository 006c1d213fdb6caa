import { stores } from './stores.mjs';

const KEY = 'demo.settings';
const usual = { store: 'memory', bound: false };

/** How the client shall be made: `store`, the name of one of the stores, and whether tokens are `bound` to a key. */
export function readSettings() {
  try {
    const { store, bound } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return { store: Object.hasOwn(stores, store) ? store : usual.store, bound: bound === true };
  } catch {
    // Storage that is refused, or text that is none of ours: the page starts as it does for anybody.
    return usual;
  }
}

/** Remembers the choice for the next load of this page. */
export function saveSettings(settings) {
  localStorage.setItem(KEY, JSON.stringify(settings));
}
