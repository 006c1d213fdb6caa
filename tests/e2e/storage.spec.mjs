// cacheLocation: what lies in the browser, in which form, and what happens when the browser does not keep it.
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const OPTIONS = { cacheLocation: 'localstorage' };
const FOR_API = { ...OPTIONS, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const USER = '@@auth0spajs@@::demo-spa::@@user@@';
const TOKEN = '@@auth0spajs@@::demo-spa::default::openid profile email';

test('S3-P8 by default tokens are in memory only: no storage of the browser holds one', async ({ app }) => {
  const options = { authorizationParams: { audience: CALENDAR } };
  await app.signIn({ options });
  await app.run(() => window.client.getTokenSilently({ cacheMode: 'off' }));
  const { stored, secrets } = await app.run(async () => {
    const tokens = await window.client.getTokenSilently({ detailedResponse: true });
    return { stored: await window.everythingStored(), secrets: [tokens.access_token, tokens.id_token] };
  });
  const parts = secrets.flatMap((secret) => secret.split('.'));
  expect(parts.filter((part) => part.length > 16)).toHaveLength(6);
  for (const part of parts) expect(stored).not.toContain(part);
  expect(stored).not.toContain('auth0|ada');
  expect(stored).not.toContain('@@auth0spajs@@');
  await app.open();
  await app.make(options);
  expect(await app.run(() => window.client.getUser())).toBeUndefined();
});

test('S3-E9 localstorage survives a reload without a request; another value is refused', async ({ app, tenant }) => {
  await app.signIn({ options: FOR_API });
  const before = await app.run(() => window.client.getTokenSilently());
  await app.open();
  await app.make(FOR_API);
  tenant.log.clear();
  const after = await app.run(async () => [
    await window.client.isAuthenticated(),
    (await window.client.getUser()).sub,
    await window.client.getTokenSilently(),
  ]);
  expect(after).toEqual([true, 'auth0|ada', before]);
  expect(tenant.log.entries(0)).toEqual([]);
  expect(await app.run(() => window.failure(() => window.make({ cacheLocation: 'cookies' })))).toMatchObject({
    message: 'Invalid cache location "cookies"',
  });
});

test('the entries: their keys, their members and the order of these', async ({ app }) => {
  await app.open();
  await app.bringAnswer({ options: FOR_API });
  const answered = app.page.waitForResponse((response) => response.url().endsWith('/oauth/token'));
  const earliest = Math.floor(Date.now() / 1000);
  await app.finish(FOR_API);
  const { id_token: idToken, ...body } = await (await answered).json();
  const stored = await app.run(() => ({ ...localStorage }));
  const key = `@@auth0spajs@@::demo-spa::${CALENDAR}::openid profile read:calendar`;
  expect(Object.keys(stored).sort()).toEqual([USER, key].sort());
  const { expiresAt } = JSON.parse(stored[key]);
  const scope = 'openid profile read:calendar';
  const entry = { ...body, scope, audience: CALENDAR, oauthTokenScope: scope, client_id: 'demo-spa' };
  expect(stored[key]).toBe(JSON.stringify({ body: entry, expiresAt }));
  expect(expiresAt).toBeGreaterThanOrEqual(earliest + body.expires_in);
  expect(expiresAt).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) + body.expires_in);
  const [header, payload, signature] = idToken.split('.');
  const read = (part) => JSON.parse(Buffer.from(part, 'base64url'));
  const { iss: _1, aud: _2, exp: _3, iat: _4, nonce: _5, sid: _6, ...user } = read(payload);
  const decodedToken = {
    encoded: { header, payload, signature },
    header: read(header),
    claims: { __raw: idToken, ...read(payload) },
    user,
  };
  expect(stored[USER]).toBe(JSON.stringify({ id_token: idToken, decodedToken }));
});

test('tabs share it: a login and a logout of one are those of the other', async ({ app }) => {
  await app.open();
  const other = await app.tab();
  await other.open();
  await other.make(OPTIONS);
  expect(await other.run(() => window.client.isAuthenticated())).toBe(false);
  await app.signIn({ options: OPTIONS });
  // The browser tells other tabs of a change a moment later.
  const there = () => other.run(() => window.client.isAuthenticated());
  await expect.poll(there).toBe(true);
  await app.run(() => window.client.logout({ openUrl: false }));
  await expect.poll(there).toBe(false);
  other.refuseComplaints();
});

test('tabs that need the same token at once make one request', async ({ app, tenant }) => {
  await app.signIn({ options: OPTIONS });
  const other = await app.tab();
  await other.open();
  await other.make(OPTIONS);
  await tenant.switches.set({ token_delay: 500 });
  tenant.log.clear();
  const ask = (audience) => window.client.getTokenSilently({ authorizationParams: { audience } });
  const [one, two] = await Promise.all([app.run(ask, CALENDAR), other.run(ask, CALENDAR)]);
  expect(two).toBe(one);
  expect(seenBy(tenant, '/oauth/token')).toHaveLength(1);
  other.refuseComplaints();
});

test('malformed and foreign entries are passed over, and replaced by a login', async ({ app }) => {
  await app.open();
  await app.run(
    ([user, token]) => {
      localStorage.setItem(user, '{"id_token": 7');
      localStorage.setItem(token, '"text"');
      localStorage.setItem(
        '@@auth0spajs@@::demo-spa::default::openid',
        '{"body":{"access_token":"x"},"expiresAt":null}',
      );
      localStorage.setItem('@@auth0spajs@@::demo-spa', 'null');
      localStorage.setItem('theme', 'dark');
    },
    [USER, TOKEN],
  );
  await app.make(OPTIONS);
  const before = await app.run(async () => [
    await window.client.getUser(),
    (await window.client.getTokenSilently({ cacheMode: 'cache-only', authorizationParams: { scope: 'openid' } })) ??
      null,
  ]);
  expect(before).toEqual([undefined, null]);
  await app.signIn({ options: OPTIONS });
  expect(await app.run(() => window.client.getTokenSilently({ cacheMode: 'cache-only' }))).toEqual(expect.any(String));
  await app.run(() => window.client.logout({ openUrl: false }));
  expect(await app.run(() => Object.keys(localStorage))).toEqual(['theme']);
});

test('the entry of version 1 of the peer says who is signed in', async ({ app }) => {
  await app.signIn({ options: OPTIONS });
  const user = await app.run(
    ([userKey, tokenKey, changes]) => {
      const { id_token: idToken, decodedToken } = JSON.parse(localStorage.getItem(userKey));
      const entry = JSON.parse(localStorage.getItem(tokenKey));
      entry.body = { ...entry.body, id_token: idToken, decodedToken };
      localStorage.setItem(tokenKey, JSON.stringify(entry));
      localStorage.removeItem(userKey);
      return window.make(changes).getUser();
    },
    [USER, TOKEN, OPTIONS],
  );
  expect(user).toMatchObject({ sub: 'auth0|ada' });
});

const TROUBLES = {
  blocked: () => {
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  },
  full: () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(key, value) {
      if (this === window.localStorage) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      set.call(this, key, value);
    };
  },
};

for (const [trouble, provoke] of Object.entries(TROUBLES)) {
  test(`W39 a localStorage that is ${trouble} costs no login: tokens stay in memory, and one warning says so`, async ({
    app,
  }) => {
    const warnings = [];
    app.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await app.page.addInitScript(provoke);
    await app.open();
    await app.bringAnswer({ options: OPTIONS });
    warnings.length = 0;
    await app.finish(OPTIONS);
    const seen = await app.run(async () => [
      await window.client.isAuthenticated(),
      typeof (await window.client.getTokenSilently()),
    ]);
    expect(seen).toEqual([true, 'string']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^storage_unavailable: .*localStorage/);
    await app.run(() => window.client.logout({ openUrl: false }));
    expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  });
}
