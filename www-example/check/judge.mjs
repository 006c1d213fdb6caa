import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ALLOWED_SHIFT = 0.02;

/** Refuses a page, or one frame, that breaks the rules of accessibility which a machine can check. */
export async function accessible(page) {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'], iframes: false }),
  );
  if (violations.length === 0) return;
  const told = violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  throw new Error(`accessibility: ${told.join('; ')}`);
}

/** Refuses a page on which things jumped by themselves. */
export async function steady(page) {
  const shifted = await page.evaluate(() => window.shifted);
  if (shifted > ALLOWED_SHIFT)
    throw new Error(`the layout jumped by ${shifted.toFixed(3)}, more than ${ALLOWED_SHIFT}`);
}

/** Refuses a page that is wider than its window. */
export async function fitting(page) {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (needs > has) throw new Error(`the page is ${needs} pixels wide in a window of ${has}`);
}

/** Refuses a page that shows a secret in full, folded parts included. */
export async function discreet(page, secrets) {
  if (secrets.length === 0) throw new Error('no secret was seen on the way, so none can be looked for');
  const text = await page.evaluate(() => document.documentElement.outerHTML);
  const shown = secrets.filter((secret) => text.includes(secret));
  if (shown.length > 0) throw new Error(`${shown.length} of ${secrets.length} secrets stand on the page in full`);
}
