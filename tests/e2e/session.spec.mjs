// What the page remembers over a reload, and how a session is restored.
import { expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const MARK = 'auth0.demo-spa.is.authenticated';
const HINT = 'auth0.demo-spa.organization_hint';
const ORGANIZATION = { authorizationParams: { organization: 'org_acme' } };
const DAY = 86_400;

const cookies = () => document.cookie.split('; ').filter(Boolean).sort();
const restore = async (changes) => {
  window.client = await window.sdk.createAuth0Client(window.options(changes));
  return (await window.client.getUser())?.sub;
};

test('createAuth0Client restores the session of a former visit by one silent request', async ({ app, tenant }) => {
  await app.signIn();
  await app.open();
  tenant.log.clear();
  expect(await app.run(restore)).toBe('auth0|ada');
  expect(seenBy(tenant, '/authorize')).toMatchObject([{ query: { prompt: 'none' } }]);
  expect(seenBy(tenant, '/oauth/token')).toMatchObject([{ status: 200 }]);
  expect(await app.run(() => window.client.getTokenSilently())).toEqual(expect.any(String));
  expect(seenBy(tenant, '/oauth/token')).toHaveLength(1);
});

test('where nobody ever signed in, createAuth0Client asks nobody', async ({ app, tenant }) => {
  await app.open();
  expect(await app.run(restore)).toBeUndefined();
  expect(tenant.log.entries(0)).toEqual([]);
});

test('a session that has ended at the tenant is no error: the page is told nobody is signed in', async ({
  app,
  tenant,
}) => {
  await app.signIn();
  await app.page.context().clearCookies({ name: /^auth0_\d+/ });
  await app.open();
  expect(await app.run(restore)).toBeUndefined();
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  expect(await app.run(cookies)).toEqual([]);
  tenant.log.clear();
  expect(await app.run(restore)).toBeUndefined();
  expect(tenant.log.entries(0)).toEqual([]);
});

test('a tenant in trouble does not keep the page from starting, nor forget that somebody signed in', async ({
  app,
  tenant,
}) => {
  await app.signIn();
  await tenant.switches.set({ token_body: 'html' });
  await app.open();
  expect(await app.run(restore)).toBeUndefined();
  await tenant.switches.set({ token_body: 'normal' });
  await app.open();
  expect(await app.run(restore)).toBe('auth0|ada');
});

test('the cookie after a login, its twin, and their life of one day', async ({ app }) => {
  await app.signIn();
  expect(await app.run(cookies)).toEqual([`_legacy_${MARK}=true`, `${MARK}=true`].sort());
  const kept = await app.page.context().cookies(app.url);
  for (const cookie of kept.filter(({ name }) => name.endsWith(MARK))) {
    expect(cookie).toMatchObject({ path: '/', domain: 'localhost', secure: false, httpOnly: false });
    const days = (cookie.expires - Date.now() / 1000) / DAY;
    expect(days).toBeGreaterThan(0.98);
    expect(days).toBeLessThanOrEqual(1);
  }
});

test('legacySameSiteCookie: false writes no twin, sessionCheckExpiryDays sets the life', async ({ app }) => {
  await app.signIn({ options: { legacySameSiteCookie: false, sessionCheckExpiryDays: 7 } });
  expect(await app.run(cookies)).toEqual([`${MARK}=true`]);
  const kept = await app.page.context().cookies(app.url);
  const { expires } = kept.find(({ name }) => name === MARK);
  expect(Math.round((expires - Date.now() / 1000) / DAY)).toBe(7);
});

test('the cookies as they are written, with a domain of their own', async ({ app }) => {
  await app.page.addInitScript(() => {
    window.written = [];
    const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(Document.prototype, 'cookie', {
      configurable: true,
      get,
      set(text) {
        window.written.push(text);
        set.call(this, text);
      },
    });
  });
  await app.signIn({ options: { cookieDomain: 'example.com', ...ORGANIZATION } });
  const written = await app.run(() => window.written.map((text) => text.replace(/Expires=[^;]+/, 'Expires=…')));
  expect(written).toEqual([
    `${MARK}=true; Expires=…; Domain=example.com; Path=/`,
    `_legacy_${MARK}=true; Expires=…; Domain=example.com; Path=/`,
    `${HINT}=%22org_acme%22; Expires=…; Domain=example.com; Path=/`,
    `_legacy_${HINT}=%22org_acme%22; Expires=…; Domain=example.com; Path=/`,
  ]);
});

test('the organization of the session is remembered and asked for again, until a login without one', async ({
  app,
  tenant,
}) => {
  await app.signIn({ login: ORGANIZATION });
  expect(await app.run(cookies)).toContain(`${HINT}=%22org_acme%22`);
  await app.open();
  tenant.log.clear();
  expect(await app.run(restore)).toBe('auth0|ada');
  expect(seenBy(tenant, '/authorize')[0].query.organization).toBe('org_acme');
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({ org_id: 'org_acme' });
  await app.open();
  await app.signIn({ as: false });
  expect((await app.run(cookies)).join()).not.toContain('organization_hint');
});

test('the twin alone is enough, and the old cookie of all clients is taken over', async ({ app }) => {
  await app.signIn();
  for (const cookie of [`_legacy_${MARK}=true`, 'auth0.is.authenticated=true']) {
    await app.page.context().clearCookies({ name: /is\.authenticated/ });
    await app.open();
    await app.run((text) => void (document.cookie = text), cookie);
    expect(await app.run(restore), cookie).toBe('auth0|ada');
    expect(await app.run(cookies)).toContain(`${MARK}=true`);
  }
  expect(await app.run(cookies)).not.toContain('auth0.is.authenticated=true');
});

test('W30 malformed cookies are passed over', async ({ app, tenant }) => {
  await app.signIn({ login: ORGANIZATION });
  await app.open();
  await app.run(
    (names) => {
      for (const name of names) document.cookie = `${name}=%7Bnot json%; path=/`;
      document.cookie = 'noequals';
      document.cookie = '%E0%A4%A=bad';
    },
    [HINT, `_legacy_${HINT}`, MARK],
  );
  tenant.log.clear();
  expect(await app.run(restore)).toBe('auth0|ada');
  expect(seenBy(tenant, '/authorize')[0].query.organization).toBeUndefined();
});

test('where cookies are refused a login works, and is only forgotten with the page', async ({ app }) => {
  await app.page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    Object.defineProperty(Document.prototype, 'cookie', { configurable: true, get: refuse, set: refuse });
  });
  expect(await app.signIn()).toMatchObject({ response_type: 'code' });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  await app.open();
  expect(await app.run(restore)).toBeUndefined();
});

test('checkSession takes the options of getTokenSilently, and never rejects', async ({ app, tenant }) => {
  await app.signIn();
  await app.open();
  await app.make();
  await tenant.switches.set({ authorize_hang: 'silent' });
  expect(await app.run(() => window.failure(() => window.client.checkSession({ timeoutInSeconds: 1 })))).toEqual({});
  await tenant.switches.set({ authorize_hang: 'off' });
  await app.run(() => window.client.checkSession());
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

test('a session of one tab is found by the next', async ({ app }) => {
  await app.signIn();
  const other = await app.tab();
  await other.open();
  expect(await other.run(restore)).toBe('auth0|ada');
  other.refuseComplaints();
});
