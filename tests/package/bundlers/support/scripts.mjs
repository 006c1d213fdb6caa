// What a page has loaded of the package.
import assert from 'node:assert/strict';

/** A name that only the script of the whole wasm has, and that no minifier shortens. */
const WHOLE = 'fetcher_fetchWithAuth';
/** Browsers keep a list of so many, and no more. */
const LISTED = 250;

/** The addresses of the scripts that a page has loaded, from the browser's cache too, and that hold the whole wasm. */
export async function wholeIn(page) {
  const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  assert.ok(names.length < LISTED, `${names.length} files are more than a browser lists`);
  const scripts = [...new Set(names)].filter((name) => /^http.*\.js(\?|$)/.test(name));
  assert.ok(scripts.length > 0, 'the page has no script');
  const texts = await Promise.all(scripts.map(async (name) => (await fetch(name)).text()));
  return scripts.filter((_, index) => texts[index].includes(WHOLE));
}
