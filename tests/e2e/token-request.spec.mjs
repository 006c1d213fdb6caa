// What the token endpoint is sent.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { names, pairs, seenBy } from './support/wire.mjs';

const silently = (options) => window.client.getTokenSilently({ cacheMode: 'off', ...options });

test('a code from a redirect: the body, in its order', async ({ app, site }) => {
  const url = await app.open().then(() => app.bringAnswer());
  const code = new URL(url).searchParams.get('code');
  const { code_verifier: verifier } = await app.run(() => JSON.parse(sessionStorage.getItem('a0.spajs.txs.demo-spa')));
  await app.finish();
  const [request, ...others] = app.wire.tokens();
  const body = new URLSearchParams([
    ['client_id', 'demo-spa'],
    ['code_verifier', verifier],
    ['grant_type', 'authorization_code'],
    ['code', code],
    ['redirect_uri', `${site.url}/callback`],
  ]);
  expect(request.postData()).toBe(String(body));
  expect(others).toEqual([]);
});

test('a code from a hidden frame: the parameters of the caller are repeated, but for audience and scope', async ({
  app,
}) => {
  const options = { authorizationParams: { audience: CALENDAR, organization: 'org_acme' } };
  await app.signIn({ options });
  app.wire.forget();
  await app.run(silently, { authorizationParams: { scope: 'read:calendar', custom: 'x y' } });
  const [request] = app.wire.tokens();
  expect(names(request.postData())).toEqual([
    'client_id',
    'redirect_uri',
    'organization',
    'custom',
    'code_verifier',
    'code',
    'grant_type',
  ]);
  expect(Object.fromEntries(pairs(request.postData()))).toMatchObject({
    organization: 'org_acme',
    custom: 'x y',
    grant_type: 'authorization_code',
  });
});

test('headers: a form, telemetry with its environment, no cookie and no referrer', async ({ app }) => {
  const auth0Client = { name: 'wrapper', version: '1.0.0', env: { angular: '21' }, secret: 'x' };
  await app.signIn({ options: { auth0Client } });
  const headers = await app.wire.tokens()[0].allHeaders();
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(JSON.parse(atob(headers['auth0-client']))).toEqual({
    name: 'wrapper',
    version: '1.0.0',
    env: { angular: '21' },
  });
  expect(headers.cookie).toBeUndefined();
  expect(headers.referer).toBeUndefined();
  expect(headers['cache-control']).toBe('no-cache');
});

test('useFormData: false sends JSON, members in the same order', async ({ app, site }) => {
  await app.signIn({ options: { useFormData: false } });
  const [request] = app.wire.tokens();
  expect((await request.allHeaders())['content-type']).toBe('application/json');
  const text = request.postData();
  const body = JSON.parse(text);
  expect(Object.keys(body)).toEqual(['client_id', 'code_verifier', 'grant_type', 'code', 'redirect_uri']);
  expect(body.redirect_uri).toBe(`${site.url}/callback`);
  expect(text).toBe(JSON.stringify(body));
});

test('a login without a redirect URI redeems its code without one', async ({ app, site, tenant }) => {
  await app.open();
  await app.run(() => {
    const client = new window.sdk.Auth0Client({ domain: window.settings.domain, clientId: 'demo-spa' });
    void client.loginWithRedirect();
  });
  await app.choose('ada');
  expect(new URL(app.page.url()).origin).toBe(site.url);
  await app.finish();
  expect(names(app.wire.tokens()[0].postData())).toEqual(['client_id', 'code_verifier', 'grant_type', 'code']);
  expect(seenBy(tenant, '/oauth/token')).toMatchObject([{ status: 200 }]);
});

test('a code is sent once, whatever comes back', async ({ app, tenant }) => {
  for (const fault of [{ token_body: 'html' }, { token_body: 'empty' }, { rate_limit: 'token' }]) {
    await app.open();
    await app.bringAnswer();
    await tenant.switches.set(fault);
    app.wire.forget();
    await app.make();
    await app.run(() => window.failure(() => window.client.handleRedirectCallback()));
    expect(app.wire.tokens(), JSON.stringify(fault)).toHaveLength(1);
    tenant.reset();
  }
});
