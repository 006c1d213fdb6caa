// The worker of the memory store: where refresh tokens are, who can see them, and what happens without it.
import { expect, test } from './support/fixtures.mjs';
import { grants, refreshing, reuses, signInStale, token } from './support/refresh.mjs';
import { warningsOf } from './support/warnings.mjs';

const NEXT = { resolved: expect.any(String) };
const HOSTED = { workerUrl: '/auth0-spa-wasm.worker.js' };

/** Keeps every message a page gets or sends, and every body its own fetch brings. */
function listen() {
  window.heard = [];
  const note = (value) => {
    try {
      window.heard.push(typeof value === 'string' ? value : JSON.stringify(value));
    } catch {
      window.heard.push(String(value));
    }
  };
  for (const type of [MessagePort, Worker]) {
    const { postMessage } = type.prototype;
    type.prototype.postMessage = function (...args) {
      note(args[0]);
      return postMessage.apply(this, args);
    };
    const { get, set } = Object.getOwnPropertyDescriptor(type.prototype, 'onmessage');
    Object.defineProperty(type.prototype, 'onmessage', {
      configurable: true,
      get,
      set(handler) {
        set.call(this, (event) => {
          note(event.data);
          return handler.call(this, event);
        });
      },
    });
  }
  const fetched = window.fetch;
  window.fetch = async (...args) => {
    const response = await fetched(...args);
    note(await response.clone().text());
    return response;
  };
}

/** The refresh tokens of every token answer the tenant gave, as the browser got them. */
function answersOf(page) {
  const found = [];
  page.on('response', async (response) => {
    if (!response.url().endsWith('/oauth/token') || response.request().method() !== 'POST') return;
    const body = await response.json().catch(() => ({}));
    if (body.refresh_token) found.push(body.refresh_token);
  });
  return found;
}

test('no script of the page can read a refresh token: no store has one, no message and no answer', async ({ app }) => {
  await app.page.addInitScript(listen);
  const secrets = answersOf(app.page);
  await app.signIn({ options: refreshing() });
  for (let round = 0; round < 2; round += 1) expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  await expect.poll(() => secrets.length).toBe(3);
  const seen = await app.run(async () => ({
    heard: window.heard,
    stored: await window.everythingStored(),
    client: JSON.stringify(window.client),
  }));
  // The ear hears: access tokens do come to the page.
  expect(seen.heard.join()).toContain('access_token');
  for (const secret of secrets) {
    for (const place of [seen.heard.join(), seen.stored, seen.client]) expect(place).not.toContain(secret);
  }
});

test('the worker is started once, at the first need, and only where it has something to keep', async ({ app }) => {
  const started = [];
  app.page.on('worker', (worker) => started.push(worker.url()));
  await app.signIn();
  await app.run(token, { cacheMode: 'off' });
  await app.signIn({ as: false, options: refreshing({ cacheLocation: 'localstorage' }) });
  expect(started).toEqual([]);
  await app.signIn({ as: false, options: refreshing() });
  await app.run(token, { cacheMode: 'off' });
  await expect.poll(() => started).toEqual([expect.stringMatching(/^blob:/)]);
});

test('workerUrl: under a policy without blob: the hosted copy keeps the tokens', async ({ app, site, tenant }) => {
  site.allowWorkers("'self'");
  const warnings = warningsOf(app.page);
  const secrets = answersOf(app.page);
  await app.page.addInitScript(listen);
  await signInStale(app, tenant, { options: refreshing(HOSTED) });
  expect(app.page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([HOSTED.workerUrl]);
  expect(await app.run(token)).toMatchObject(NEXT);
  expect(grants(tenant)).toEqual(['refresh_token']);
  await expect.poll(() => secrets.length).toBe(2);
  const heard = await app.run(() => window.heard.join());
  for (const secret of secrets) expect(heard).not.toContain(secret);
  expect(warnings).toEqual([]);
});

for (const [name, sources, more, cause] of [
  ['that a policy refuses', "'none'", {}, /blob: in worker-src/],
  ['whose script is not there', "'self'", { workerUrl: '/nothing-here.js' }, /auth0-spa-wasm\.worker\.js/],
  ['left behind by an update', "'self'", { workerUrl: '/stale.worker.js' }, /another version/],
]) {
  test(`a worker ${name}: one warning that says why, and the session works`, async ({ app, site, tenant }) => {
    site.allowWorkers(sources);
    const warnings = warningsOf(app.page);
    await signInStale(app, tenant, { options: refreshing(more) });
    expect(await app.run(token)).toMatchObject(NEXT);
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
    expect(grants(tenant)).toEqual(['refresh_token', 'refresh_token']);
    expect(reuses(tenant)).toBe(0);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(cause);
    expect(await app.run(() => window.everythingStored())).not.toContain('refresh_token');
    // The browser itself says that its policy refused something.
    app.takeComplaints();
  });
}

test('a worker that dies takes its tokens along, and nothing else', async ({ app, tenant }) => {
  await app.page.addInitScript(() => {
    const Own = window.Worker;
    window.Worker = class extends Own {
      constructor(...args) {
        super(...args);
        window.worker = this;
      }
    };
  });
  const options = refreshing({ useRefreshTokensFallback: true });
  await signInStale(app, tenant, { options });
  await app.run(() => window.worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
  expect(await app.run(token)).toMatchObject(NEXT);
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(reuses(tenant)).toBe(0);
});

test('tabs with tokens in memory do not disturb each other', async ({ app, tenant }) => {
  const options = refreshing({ useRefreshTokensFallback: true });
  await app.signIn({ options });
  const other = await app.tab();
  await other.open();
  await other.make(options);
  await other.run(token);
  const asks = () => Promise.all(Array.from({ length: 3 }, () => window.client.getTokenSilently({ cacheMode: 'off' })));
  const tokens = (await Promise.all([app.run(asks), other.run(asks)])).flat();
  expect(new Set(tokens).size).toBe(6);
  expect(tenant.families()).toMatchObject([{ revoked: false }, { revoked: false }]);
  expect(reuses(tenant)).toBe(0);
  other.refuseComplaints();
});
