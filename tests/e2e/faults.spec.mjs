// A tenant that is broken, busy or not there: typed errors that say what happened, and nothing is lost.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const silently = () => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' }));
const UNUSABLE = [
  ['html', 502],
  ['html_ok', 200],
  ['empty', 200],
  ['truncated', 200],
];

for (const [kind, status] of UNUSABLE) {
  test(`a token answer that is ${kind} is a request_error with its status`, async ({ app, tenant }) => {
    await tenant.switches.set({ token_body: kind });
    const description = `HTTP error. Unable to fetch ${tenant.url}/oauth/token`;
    const expected = {
      classes: ['GenericError'],
      message: description,
      status,
      own: { error: 'request_error', error_description: description },
    };
    expect(await app.refused()).toMatchObject(expected);
    expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
    await tenant.switches.set({ token_body: 'normal' });
    await app.open();
    await app.signIn({ as: false });
    await tenant.switches.set({ token_body: kind });
    expect(await app.run(silently)).toMatchObject(expected);
    expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  });
}

test('too many requests: the status and the pause come with the error, the session and its token stay', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: { authorizationParams: { audience: CALENDAR } } });
  await tenant.switches.set({ rate_limit: 'token' });
  expect(await app.run(silently)).toMatchObject({
    classes: ['GenericError'],
    status: 429,
    retryAfter: 1,
    own: { error: 'too_many_requests', error_description: 'Global limit has been reached' },
  });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  expect(await app.run(() => window.client.getTokenSilently())).toEqual(expect.any(String));
});

test('a token endpoint that redirects is not followed: the code goes nowhere else', async ({ app, tenant }) => {
  await tenant.switches.set({ token_redirect: '307' });
  const refusal = await app.refused();
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'network_error' });
  expect(refusal.message).toContain(`${tenant.url}/oauth/token`);
  expect(seenBy(tenant, '/oauth/token-moved')).toEqual([]);
});

test('a page that is not among the allowed origins is told where to look', async ({ app, tenant }) => {
  await tenant.switches.set({ cors: 'blocked' });
  const refusal = await app.refused();
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'network_error' });
  expect(refusal.message).toContain(`${tenant.url}/oauth/token`);
  expect(refusal.message).toContain('Allowed Web Origins (CORS)');
});

test('a tenant that cannot be reached is named, and nobody is signed in', async ({ app }) => {
  await app.open();
  const outcome = await app.run(async () => {
    const client = window.make({ domain: 'http://localhost:1' });
    await client.loginWithRedirect({ openUrl: () => {} });
    const { state } = JSON.parse(sessionStorage.getItem('a0.spajs.txs.demo-spa'));
    const url = `${location.origin}/callback?code=x&state=${encodeURIComponent(state)}`;
    const login = await window.failure(() => client.handleRedirectCallback(url));
    const silent = await window.failure(() => client.getTokenSilently({ timeoutInSeconds: 1 }));
    return { login, silent, user: await client.isAuthenticated() };
  });
  expect(outcome.login).toMatchObject({ classes: ['GenericError'], error: 'network_error' });
  expect(outcome.login.message).toContain('http://localhost:1/oauth/token');
  expect(outcome.silent).toMatchObject({ classes: ['GenericError', 'TimeoutError'] });
  expect(outcome.user).toBe(false);
});

test('a token endpoint that takes too long is given up at httpTimeoutInSeconds', async ({ app, tenant }) => {
  const options = { cacheLocation: 'localstorage' };
  await app.signIn({ options });
  await app.make({ ...options, httpTimeoutInSeconds: 1 });
  tenant.log.clear();
  await tenant.switches.set({ token_delay: 5000 });
  expect(await app.run(silently)).toMatchObject({
    classes: ['GenericError'],
    message: "Timeout when executing 'fetch'",
    error: 'timeout',
  });
  expect(app.wire.tokens()).toHaveLength(2);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

test('a tenant whose clock is wrong by more than the leeway is told apart by its times', async ({ app, tenant }) => {
  await tenant.switches.set({ clock_skew: -86_400 });
  expect(await app.refused()).toMatchObject({ message: expect.stringMatching(/^Expiration Time \(exp\)/) });
  await tenant.switches.set({ clock_skew: 45 });
  await app.open();
  expect(await app.signIn({ as: false })).toMatchObject({ response_type: 'code' });
});

test('the words of the tenant come through, whatever language they are in', async ({ app }) => {
  await app.open();
  await app.bringAnswer();
  await app.page.route('**/oauth/token', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/json',
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify({ error: 'unauthorized', error_description: 'Zugriff verweigert: 拒否 🚫', extra: 1 }),
    }),
  );
  await app.make();
  expect(await app.run(() => window.failure(() => window.client.handleRedirectCallback()))).toMatchObject({
    classes: ['GenericError'],
    status: 401,
    own: { error: 'unauthorized', error_description: 'Zugriff verweigert: 拒否 🚫' },
  });
});

test('mfa_required is an error of its own, with what is needed to go on', async ({ app }) => {
  await app.open();
  await app.bringAnswer();
  const body = {
    error: 'mfa_required',
    error_description: 'Multifactor authentication required',
    mfa_token: 'the-token',
    mfa_requirements: { challenge: [{ type: 'otp' }], enroll: [{ type: 'phone' }] },
  };
  await app.page.route('**/oauth/token', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/json',
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify(body),
    }),
  );
  await app.make();
  expect(await app.run(() => window.failure(() => window.client.handleRedirectCallback()))).toMatchObject({
    classes: ['GenericError', 'MfaRequiredError'],
    message: body.error_description,
    own: body,
  });
});
