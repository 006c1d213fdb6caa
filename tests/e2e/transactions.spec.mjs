// A login that is under way: where it is remembered, in which form, how many, and for how long.
import { CALENDAR, expect, test } from './support/fixtures.mjs';

const KEY = 'a0.spajs.txs.demo-spa';
const IN_COOKIES = { useCookiesForTransactions: true };
const start = (given) => window.failure(() => window.client.loginWithRedirect({ ...given, openUrl: () => {} }));

test('in sessionStorage: the members of a login in their order', async ({ app, site }) => {
  await app.open();
  await app.make({ authorizationParams: { audience: CALENDAR, organization: 'org_acme' } });
  await app.run(start, { appState: { target: '/x' } });
  const text = await app.run((key) => sessionStorage.getItem(key), KEY);
  const { nonce, code_verifier: verifier, state } = JSON.parse(text);
  expect(text).toBe(
    JSON.stringify({
      nonce,
      code_verifier: verifier,
      scope: 'openid profile email',
      audience: CALENDAR,
      redirect_uri: `${site.url}/callback`,
      state,
      appState: { target: '/x' },
      response_type: 'code',
      organization: 'org_acme',
    }),
  );
  expect(await app.run(() => document.cookie)).toBe('');
});

test('without audience, appState and organization: “default”, and no such members', async ({ app }) => {
  await app.open();
  await app.make();
  await app.run(start);
  const stored = await app.run((key) => JSON.parse(sessionStorage.getItem(key)), KEY);
  expect(stored.audience).toBe('default');
  expect(Object.keys(stored)).toEqual([
    'nonce',
    'code_verifier',
    'scope',
    'audience',
    'redirect_uri',
    'state',
    'response_type',
  ]);
});

test('in cookies: the login survives the way, leaves nothing, and sessionStorage is not touched', async ({ app }) => {
  await app.open();
  await app.make(IN_COOKIES);
  await app.run(start, { appState: 'ü; "x" = \\' });
  const cookies = await app.run(() => document.cookie);
  const value = (name) =>
    cookies
      .split('; ')
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const stored = JSON.parse(decodeURIComponent(value(KEY)));
  expect(stored).toMatchObject({ appState: 'ü; "x" = \\', response_type: 'code', audience: 'default' });
  expect(value(`_legacy_${KEY}`)).toBe(value(KEY));
  expect(await app.run(() => sessionStorage.length)).toBe(0);
  await app.open();
  expect(await app.signIn({ options: IN_COOKIES, login: { appState: 'ü; "x" = \\' } })).toMatchObject({
    appState: 'ü; "x" = \\',
  });
  expect(await app.run(() => sessionStorage.length)).toBe(0);
});

test('W43 in cookies, logins of two tabs do not disturb each other', async ({ app }) => {
  await app.open();
  const other = await app.tab();
  await other.open();
  await app.leave({ options: IN_COOKIES, login: { appState: 'one' } });
  await other.leave({ options: IN_COOKIES, login: { appState: 'two' } });
  await app.choose('ada');
  expect(await app.finish(IN_COOKIES)).toMatchObject({ appState: 'one' });
  await other.choose('ada');
  expect(await other.finish(IN_COOKIES)).toMatchObject({ appState: 'two' });
  expect(await app.run(() => document.cookie)).not.toContain('a0.spajs.txs');
  other.refuseComplaints();
});

test('W43 a login that fits in no cookie is refused before the page is left, with what to do', async ({ app }) => {
  await app.open();
  await app.make(IN_COOKIES);
  const refusal = await app.run(() =>
    window.failure(() =>
      window.client.loginWithRedirect({
        appState: 'x'.repeat(5000),
        openUrl() {
          throw new Error('left the page');
        },
      }),
    ),
  );
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'storage_unavailable' });
  expect(refusal.message).toContain('`appState`');
  expect(refusal.message).toContain('4 KB');
});

test('many logins that were never finished do not fill the storage; the newest can be finished', async ({ app }) => {
  await app.open();
  await app.make();
  for (let number = 0; number < 12; number += 1) await app.run(start, { appState: number });
  const kept = await app.run(() => Object.keys(sessionStorage));
  expect(kept.length).toBeLessThanOrEqual(6);
  expect(kept).toContain(KEY);
  expect(await app.signIn({ login: { appState: 'newest' } })).toMatchObject({ appState: 'newest' });
});

test('a login is remembered for a day and not longer', async ({ app }) => {
  await app.open();
  const url = await app.bringAnswer();
  await app.page.clock.setFixedTime(Date.now() + 25 * 3_600_000);
  await app.make();
  const refusal = await app.run(() => window.failure(() => window.client.handleRedirectCallback()));
  expect(refusal).toMatchObject({ error: 'missing_transaction' });
  await app.page.clock.setFixedTime(Date.now());
  expect(await app.run((answer) => window.client.handleRedirectCallback(answer), url)).toMatchObject({
    response_type: 'code',
  });
});

test('W30 a malformed transaction is as good as none, and the next login replaces it', async ({ app }) => {
  await app.open();
  await app.run((key) => {
    sessionStorage.setItem(key, '{"state":');
    sessionStorage.setItem(`${key}.pending`, '[7,{"state":null}]');
  }, KEY);
  await app.make();
  const url = `${app.url}/callback?code=x&state=y`;
  expect(
    await app.run((answer) => window.failure(() => window.client.handleRedirectCallback(answer)), url),
  ).toMatchObject({ error: 'missing_transaction' });
  expect(await app.signIn({ login: { appState: 1 } })).toMatchObject({ appState: 1 });
});

test('where sessionStorage is blocked the login says so before the page is left; cookies serve instead', async ({
  app,
}) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      configurable: true,
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await app.open();
  await app.make();
  const refusal = await app.run(start);
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'storage_unavailable' });
  expect(refusal.message).toContain('sessionStorage');
  expect(await app.signIn({ options: IN_COOKIES })).toMatchObject({ response_type: 'code' });
});
