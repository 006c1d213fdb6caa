// What a person does with the application: opens it, signs in, and is known.
import assert from 'node:assert/strict';
import { wholeIn } from './scripts.mjs';

// Servers for development build while they answer.
const PATIENCE = { timeout: 120_000 };

/**
 * Signs in at `origin`; fails for whatever the page complains of. `shows` is an element's text before that.
 * `whole` says how the whole wasm comes: as a `chunk`, which nobody loads before it is needed, or `inlined`.
 */
export function signIn({ browser, tenant, origin, shows, whole = 'chunk', worker = /^blob:/ }) {
  tenant.reset();
  tenant.allowOrigin(origin);
  const settings = { domain: tenant.url, clientId: 'demo-spa' };
  return visit(browser, async (page, complaints) => {
    await open(page, origin, settings);
    await outcome(page, '#sign-in', complaints);
    if (shows) assert.equal(await page.locator(shows[0]).textContent(), shows[1]);
    assert.equal((await wholeIn(page)).length, whole === 'chunk' ? 0 : 1, 'before it is needed');
    await page.locator('#sign-in').click();
    await page.getByRole('button', { name: /Ada Lovelace/ }).click(PATIENCE);
    await outcome(page, '#user', complaints);
    assert.equal((await wholeIn(page)).length, 1, 'where an answer of the tenant needs it');
    assert.equal(await page.locator('#user').textContent(), 'Ada Lovelace');
    assert.deepEqual(grantsOf(tenant), ['authorization_code', 'refresh_token']);
    assert.deepEqual(complaints, []);
    // The refresh token went to a worker: the text of it has survived the bundler.
    assert.equal(page.workers().filter((running) => worker.test(running.url())).length, 1);
    await comeBack(await page.context().newPage(), { tenant, origin, settings });
  });
}

/** A session that a store keeps: the small wasm knows it after a reload, and a refresh takes the whole one. */
async function comeBack(page, { tenant, origin, settings }) {
  const complaints = complaintsOf(page);
  await open(page, origin, { ...settings, cacheLocation: 'localstorage' });
  await outcome(page, '#sign-in', complaints);
  await page.locator('#sign-in').click();
  await outcome(page, '#user', complaints);
  const before = grantsOf(tenant).length;
  await page.reload();
  await outcome(page, '#user', complaints);
  assert.equal((await wholeIn(page)).length, 1, 'where a refresh needs it');
  assert.deepEqual(grantsOf(tenant).slice(before), ['refresh_token']);
  assert.deepEqual(complaints, []);
}

async function open(page, origin, settings) {
  await page.addInitScript((given) => Object.assign(window, { settings: given }), settings);
  await page.goto(origin);
}

/** Opens a page that loads the entry with a file beside it; the file is really fetched. */
export function load({ browser, origin, loads }) {
  return visit(browser, async (page, complaints) => {
    const fetched = [];
    page.on('response', (response) => fetched.push(new URL(response.url()).pathname));
    await page.goto(origin + loads);
    await outcome(page, '#loaded', complaints);
    assert.equal(fetched.filter((name) => name.endsWith('.wasm')).length, 1);
  });
}

/** In a browser without a past; the page may complain of nothing. */
async function visit(browser, act) {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await act(page, complaints);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Waits for an element, or for what the application says instead. */
async function outcome(page, selector, complaints) {
  await page
    .locator(`${selector}, #failure`)
    .waitFor(PATIENCE)
    .catch((error) => assert.fail([error.message, ...complaints].join('\n')));
  const failure = page.locator('#failure');
  if ((await failure.count()) > 0) assert.fail(await failure.textContent());
}

function complaintsOf(page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  return complaints;
}

function grantsOf(tenant) {
  const entries = tenant.log.entries(0).filter(({ path, method }) => path === '/oauth/token' && method === 'POST');
  return entries.map(({ body }) => body?.grant_type);
}
