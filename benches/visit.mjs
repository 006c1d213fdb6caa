// A browser profile with a session at the tenant, so that any client of the page gets its tokens without a person.
import { within } from './within.mjs';

const PATIENCE = 30_000;
// A bench works for a while within one call.
const LONG = 300_000;

/**
 * Gives `{ page, tab, measure, close }`. `measure(module, options)` calls the default export of a module of `page/` in
 * the page; `tab()` opens another page of the profile.
 */
export async function openVisit(browser, { site, tenant }) {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE);
  const tab = async () => {
    const page = await context.newPage();
    await open(page, site.url);
    return page;
  };
  const page = await tab();
  await signIn(page, { site, tenant });
  const measure = (module, options, at = page) => within(LONG, module, at.evaluate(callModule, [module, options]));
  return { context, page, tab, measure, close: () => context.close() };
}

async function open(page, url) {
  await page.goto(url);
  await page.waitForFunction(() => window.ready);
}

async function signIn(page, { site, tenant }) {
  // Not awaited in the page: it is gone before the call could tell.
  await page.evaluate(() => void window.signIn());
  await page.waitForURL((url) => url.origin === tenant.url);
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  await page.waitForURL((url) => url.origin === site.url);
  await open(page, site.url);
}

const callModule = async ([module, options]) => (await import(`/${module}.mjs`)).default(options);
