// The package as it is shipped: when the core asks for a worker, and what it does without one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/chromium.mjs';
import { serveWorkerSite } from './support/worker-site.mjs';

let browser;
let site;

before(async () => {
  site = await serveWorkerSite();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** What a client of these options does when it is asked to refresh, and with which workers. */
async function refresh(options, csp = '') {
  const page = await browser.newPage();
  const warnings = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  try {
    await page.goto(`${site.origin}/?csp=${encodeURIComponent(csp)}`);
    const result = await page.evaluate(async (options) => {
      const made = [];
      globalThis.Worker = class extends Worker {
        constructor(url) {
          super(url);
          made.push(String(url).replace(/^blob:.*/, 'blob'));
        }
      };
      const sdk = await import('/dist/index.js');
      const client = new sdk.Auth0Client({ domain: location.origin, clientId: 'c', ...options });
      const once = () => client.getTokenSilently({ cacheMode: 'off' }).catch((error) => error);
      const errors = [await once(), await once()];
      return { made, missing: errors.map((error) => error instanceof sdk.MissingRefreshTokenError) };
    }, options);
    return { ...result, warnings };
  } finally {
    await page.close();
  }
}

test('with refresh tokens in memory there is one worker, and no warning', async () => {
  const expected = { missing: [true, true], warnings: [] };
  assert.deepEqual(await refresh({ useRefreshTokens: true }), { made: ['blob'], ...expected });
  assert.deepEqual(await refresh({ useRefreshTokens: true, workerUrl: '/worker.js' }), {
    made: ['/worker.js'],
    ...expected,
  });
});

test('with another store there is none', async () => {
  for (const cacheLocation of ['localstorage', 'indexeddb']) {
    assert.deepEqual(await refresh({ useRefreshTokens: true, cacheLocation }), {
      made: [],
      missing: [true, true],
      warnings: [],
    });
  }
});

test('a worker that is refused is warned of once, with what to do, and the page does without', async () => {
  for (const [options, csp, advice] of [
    [{}, "worker-src 'self'", /worker_failed: .*Allow blob: in worker-src .* or set `workerUrl`/],
    [{ workerUrl: '/none.js' }, '', /worker_failed: .*Serve dist\/auth0-spa-wasm\.worker\.js/],
    [{ workerUrl: '/worker-of-the-peer.js' }, '', /worker_failed: .*the worker of @auth0\/auth0-spa-js/],
    [{}, "require-trusted-types-for 'script'; trusted-types none-of-ours", /worker_failed: .*TrustedScriptURL/],
  ]) {
    const { missing, warnings } = await refresh({ useRefreshTokens: true, ...options }, csp);
    assert.deepEqual([missing, warnings.length], [[true, true], 1], warnings.join('\n'));
    assert.match(warnings[0], advice);
  }
});
