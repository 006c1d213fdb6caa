// A browser profile on one of the applications that were built for production.

const PATIENCE = 30_000;
const CLIENTS = { ours: 'demo-spa', url: 'demo-spa', peer: 'other-spa', bare: 'none' };

/**
 * Gives `{ context, arrive, signIn, close }`. `arrive()` opens the application in a new tab and gives the tab and what
 * the application told. `options` are those of the client; `past` is the `storageState` of another profile.
 */
export async function openGuest(world, { origin, who, options, past, network }) {
  const context = await world.browser.newContext({ locale: 'en-GB', storageState: past });
  context.setDefaultTimeout(PATIENCE);
  const settings = { domain: world.tenant.url, clientId: CLIENTS[who], ...options };
  await context.addInitScript((given) => Object.assign(window, { settings: given }), settings);
  const arrive = async () => {
    const page = await context.newPage();
    if (network) await slowDown(page, network);
    await page.goto(origin);
    return { page, told: await listen(page) };
  };
  return { context, arrive, close: () => context.close(), signIn: () => signIn(context, { world, arrive }) };
}

/** Waits for the application to be open. */
export async function listen(page) {
  const told = await page.waitForFunction(() => window.told);
  return told.jsonValue();
}

async function signIn(context, { world, arrive }) {
  const { page } = await arrive();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.origin === world.tenant.url);
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  await page.getByText('Ada Lovelace', { exact: true }).waitFor();
  await page.close();
}

/** As if the server were further away. */
async function slowDown(page, { latency, bytesPerSecond }) {
  const session = await page.context().newCDPSession(page);
  const throughput = { downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
  await session.send('Network.emulateNetworkConditions', { offline: false, latency, ...throughput });
}
