// What a page may forbid, and sign people in all the same. The policies here are whole: nothing else is allowed.
import { bound } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { grants, reuses, token } from './support/refresh.mjs';
import { ISOLATED } from './support/site.mjs';
import { warningsOf } from './support/warnings.mjs';

const NEXT = { resolved: expect.any(String) };
const HOSTED = { workerUrl: '/auth0-spa-wasm.worker.js' };
const CSP = 'content-security-policy';
const ENOUGH = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";

/** A login with a bound token, a new token from the refresh token, a call to the API, and a logout. */
async function journey({ app, api, site, tenant, options }) {
  await app.signIn({ options: bound(options) });
  expect(await app.run(token, { cacheMode: 'off' })).toMatchObject(NEXT);
  expect(grants(tenant).filter((grant) => grant === 'refresh_token')).not.toEqual([]);
  expect(reuses(tenant)).toBe(0);
  const called = await app.run(async (url) => {
    const response = await window.client.createFetcher().fetchWithAuth(`${url}/calendar`);
    return { status: response.status, body: await response.json() };
  }, api.url);
  expect(called).toMatchObject({ status: 200, body: { owner: 'auth0|ada' } });
  await app.run((returnTo) => void window.client.logout({ logoutParams: { returnTo } }), site.url);
  await app.page.waitForURL(`${site.url}/`);
  await app.ready();
}

const workersOf = (page) => {
  const started = [];
  page.on('worker', (worker) => started.push(worker.url()));
  return started;
};

test(`“${ENOUGH}” is enough with workerUrl`, async ({ app, api, site, tenant }) => {
  site.serveWith({ [CSP]: ENOUGH });
  const warnings = warningsOf(app.page);
  const started = workersOf(app.page);
  await journey({ app, api, site, tenant, options: HOSTED });
  expect(new Set(started)).toEqual(new Set([site.url + HOSTED.workerUrl]));
  expect(warnings).toEqual([]);
});

test('without workerUrl the same policy costs one warning, and the page keeps the tokens', async ({
  app,
  api,
  site,
  tenant,
}) => {
  site.serveWith({ [CSP]: ENOUGH });
  const warnings = warningsOf(app.page);
  await journey({ app, api, site, tenant });
  expect(warnings).toEqual([expect.stringMatching(/blob: in worker-src/)]);
  const complaints = app.takeComplaints();
  expect(complaints).not.toEqual([]);
  for (const complaint of complaints) expect(complaint).toContain('blob:');
});

for (const [where, options] of [
  ['embedded', {}],
  ['hosted', HOSTED],
]) {
  test(`Trusted Types hold, with the worker ${where}`, async ({ app, api, site, tenant }) => {
    const policy = "require-trusted-types-for 'script'; trusted-types auth0-spa-wasm";
    site.serveWith({ [CSP]: `script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; ${policy}` });
    const warnings = warningsOf(app.page);
    const started = workersOf(app.page);
    await journey({ app, api, site, tenant, options });
    expect(started).not.toEqual([]);
    expect(warnings).toEqual([]);
    // The policy is really there.
    const refused = await app.run(() => window.failure(() => new Worker('/auth0-spa-wasm.worker.js')));
    expect(refused).toMatchObject({ name: 'TypeError' });
    app.takeComplaints();
  });
}

for (const embedder of ['require-corp', 'credentialless']) {
  for (const [where, options] of [
    ['embedded', {}],
    ['hosted', HOSTED],
  ]) {
    test(`a cross-origin isolated page works (${embedder}), with the worker ${where}`, async ({
      app,
      api,
      site,
      tenant,
    }) => {
      site.serveWith({ ...ISOLATED, 'cross-origin-embedder-policy': embedder });
      const warnings = warningsOf(app.page);
      const started = workersOf(app.page);
      await app.open();
      expect(await app.run(() => window.crossOriginIsolated)).toBe(true);
      await journey({ app, api, site, tenant, options });
      expect(started).not.toEqual([]);
      expect(warnings).toEqual([]);
    });
  }
}
