// What a person does with the application: opens it, signs in, and is known.
import assert from 'node:assert/strict';

const PATIENCE = { timeout: 45_000 };

/** Signs in at `origin`; fails for whatever the page complains of. `shows` is an element's text before that. */
export async function signIn({ browser, tenant, origin, shows }) {
  tenant.reset();
  tenant.allowOrigin(origin);
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.addInitScript((settings) => Object.assign(window, { settings }), {
      domain: tenant.url,
      clientId: 'demo-spa',
    });
    await page.goto(origin);
    await outcome(page, '#sign-in', complaints);
    if (shows) assert.equal(await page.locator(shows[0]).textContent(), shows[1]);
    await page.locator('#sign-in').click();
    await page.getByRole('button', { name: /Ada Lovelace/ }).click(PATIENCE);
    await outcome(page, '#user', complaints);
    assert.equal(await page.locator('#user').textContent(), 'Ada Lovelace');
    assert.deepEqual(grantsOf(tenant), ['authorization_code', 'refresh_token']);
    // The refresh token went to a worker: the text of it has survived the bundler.
    assert.equal(page.workers().filter((worker) => worker.url().startsWith('blob:')).length, 1);
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
