// Every JavaScript block of EXAMPLES.md, run as it stands there.
import { bound } from './support/dpop.mjs';
import { exampleBlocks, runnable } from './support/examples.mjs';
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { MORE } from './support/more-examples.mjs';
import { refreshing } from './support/refresh.mjs';

const BLOCKS = exampleBlocks();
const CALLBACK = { authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const ECHO = { method: 'GET', sub: 'auth0|ada' };

/** The page with the blocks of one heading: `run(number)` runs one, `leave(number)` one that leaves the page. */
function opened({ app, servers, heading }) {
  const code = BLOCKS.filter((block) => block.heading === heading).map((block) => block.code);
  const hosts = { tenant: servers.tenant.url, api: servers.api.url, otherApi: servers.otherApi.url };
  const text = (number) => runnable(code[number], hosts);
  // Responses do not travel to the test: what they say does.
  const read = `(async (given) => {
    for (const [name, value] of Object.entries(given)) {
      if (value instanceof Response) given[name] = { status: value.status, body: await value.json() };
      else if (typeof value === 'function' || value?.fetchWithAuth) delete given[name];
    }
    return given;
  })`;
  return {
    run: (number = 0) => app.page.evaluate(`${text(number)}.then(${read})`),
    leave: (number = 0) => app.page.evaluate(`void ${text(number)}`),
    insert: (html) => app.run((markup) => void (document.body.innerHTML = markup), html),
  };
}

/** One entry for each block of a heading: what is true after it. */
const EXAMPLES = {
  'Signing in': [
    async ({ page, app }) => {
      await app.open();
      await page.run(0);
      expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
    },
    async ({ page, app, tenant }) => {
      await page.leave(1);
      await app.page.waitForURL((url) => url.origin === tenant.url);
      await app.choose('ada');
    },
    async ({ page, app }) => {
      await app.make();
      expect(await page.run(2)).toMatchObject({ user: { sub: 'auth0|ada' } });
      expect(new URL(app.page.url()).pathname).toBe('/orders');
    },
  ],
  'Logging out': [
    async ({ page, app }) => {
      await app.signIn();
      await page.insert('<button id="logout">Log out</button>');
      await page.run(0);
      await app.page.getByRole('button', { name: 'Log out' }).click();
      await app.page.waitForURL((url) => url.pathname !== '/callback');
      expect(app.wire.to('/v2/logout')).toHaveLength(1);
    },
    async ({ page, app }) => {
      await app.signIn();
      await page.leave(1);
      await expect.poll(() => app.wire.to('/v2/logout').length).toBe(2);
      await app.page.waitForURL(`${app.url}/`);
    },
  ],
  'Calling an API': [
    async ({ page, app }) => {
      await app.signIn({ options: CALLBACK });
      await page.insert('<button id="call-api">Call an API</button>');
      await page.run(0);
      await app.page.getByRole('button', { name: 'Call an API' }).click();
      await app.page.waitForFunction(() => window.answer);
      expect(await app.run(() => window.answer)).toMatchObject(ECHO);
    },
    async ({ page }) => expect(await page.run(1)).toMatchObject({ response: { status: 200, body: ECHO } }),
  ],
  'Refresh tokens': [
    async ({ page, app, tenant }) => {
      await app.open();
      await page.run(0);
      await app.run(() => void window.client.loginWithRedirect());
      await app.page.waitForURL((url) => url.origin === tenant.url);
      expect(app.wire.authorizations().at(-1).url()).toContain('offline_access');
    },
    async ({ page, app, tenant }) => {
      await app.signIn({ options: refreshing() });
      await page.run(1);
      expect(tenant.families().at(-1)).toMatchObject({ revoked: expect.any(String) });
    },
  ],
  Fallback: [
    async ({ page, app }) => {
      await app.signIn({ options: refreshing() });
      await app.open();
      expect(await page.run(0)).toEqual({ signedIn: true });
    },
  ],
  'One refresh token for several APIs': [
    async ({ page, app }) => {
      await app.signIn({ options: refreshing({ useMrrt: true, cacheLocation: 'localstorage' }) });
      expect(await page.run(0)).toEqual({ token: expect.any(String) });
      expect(app.wire.authorizations()).toHaveLength(1);
    },
  ],
  'Scopes by API': [
    async ({ page, app }) => {
      await app.signIn({ options: refreshing({ useMrrt: true, cacheLocation: 'localstorage' }) });
      expect(await page.run(0)).toEqual({ token: expect.any(String) });
      expect(app.wire.tokens().at(-1).postData()).toContain('scope=openid+read%3Aorders+offline_access');
    },
  ],
  'Where tokens are kept': [
    async ({ page, app }) => {
      await app.signIn({ options: { cacheLocation: 'indexeddb' } });
      await app.open();
      await page.run(0);
      expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
    },
  ],
  'A cache of your own': [
    async ({ page, app }) => {
      await app.open();
      await page.run(0);
      await app.bringAnswer();
      await page.run(0);
      await app.run(() => window.client.handleRedirectCallback());
      const keys = await app.run(() => Object.keys(sessionStorage));
      expect(keys.filter((key) => key.startsWith('@@auth0spajs@@'))).not.toEqual([]);
      await app.open();
      await page.run(0);
      expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
    },
    async ({ page, app }) => {
      await app.run(() => localStorage.setItem('auth0.demo-spa.nothing', '1'));
      const { seen } = await page.run(1);
      expect(seen).toContain('@@auth0spajs@@::demo-spa::@@user@@');
    },
  ],
  Organizations: [
    async ({ page, app, tenant }) => {
      await app.open();
      await page.run(0);
      await app.run(() => void window.client.loginWithRedirect());
      await app.page.waitForURL((url) => url.origin === tenant.url);
      expect(app.wire.authorizations().at(-1).url()).toContain('organization=org_acme');
    },
    async ({ page, app, tenant }) => {
      await app.open();
      await app.make();
      await page.leave(1);
      await app.page.waitForURL((url) => url.origin === tenant.url);
      await app.choose('ada');
      await app.finish();
      expect(await app.run(() => window.client.getUser())).toMatchObject({ org_id: 'org_acme' });
    },
  ],
  'Changing the organization': [
    async ({ page, app }) => {
      await app.signIn({ login: { authorizationParams: { organization: 'org_acme' } } });
      const before = app.page.url();
      await page.leave(0);
      await app.page.waitForURL((url) => url.origin === app.url && url.href !== before);
      await app.ready();
      await app.finish();
      expect(await app.run(() => window.client.getUser())).toMatchObject({ org_id: 'org_globex' });
    },
  ],
  Invitations: [
    async ({ page, app }) => {
      await app.open('/?invitation=ticket-1234567890&organization=org_acme');
      await app.make();
      await page.leave(0);
      await expect(app.page.getByText('by invitation')).toBeVisible();
    },
  ],
  'Bound tokens (DPoP)': [
    async ({ page, app }) => {
      await app.bringAnswer({ options: bound({ useRefreshTokens: false }) });
      await page.run(0);
      await app.run(() => window.client.handleRedirectCallback());
    },
    async ({ page }) => expect(await page.run(1)).toMatchObject({ token_type: 'DPoP' }),
  ],
  'Requests by a fetcher': [
    async ({ page, app }) => {
      await app.signIn({ options: bound() });
      expect(await page.run(0)).toMatchObject({ response: { status: 401 } });
    },
    async ({ page }) => {
      const { response } = await page.run(1);
      expect(response).toMatchObject({ status: 200, body: { method: 'POST', body: '{"item":1}' } });
    },
  ],
  'Requests by hand': [
    async ({ page, app }) => {
      await app.signIn({ options: bound() });
      expect(await page.run(0)).toMatchObject({ response: { status: 200, body: ECHO } });
    },
  ],
  'A transport of your own': [
    async ({ page, app }) => {
      await app.signIn({ options: bound() });
      expect(await page.run(0)).toEqual({ status: 200, data: expect.objectContaining({ body: '{"name":"Ada"}' }) });
    },
  ],
  'Time limits': [
    async ({ page, app }) => {
      await app.signIn({ options: refreshing() });
      expect(await page.run(0)).toMatchObject({ response: { status: 200, body: ECHO } });
    },
    async ({ page }) => expect(await page.run(1)).toMatchObject({ response: { status: 200, body: ECHO } }),
  ],
  'A base address': [
    async ({ page, app }) => {
      await app.signIn({ options: refreshing() });
      const answer = { status: 200, body: ECHO };
      expect(await page.run(0)).toMatchObject({ below: answer, alsoBelow: answer, elsewhere: answer });
    },
  ],
  'Access tokens of your own': [
    async ({ page, app }) => {
      await app.signIn({ options: bound() });
      expect(await page.run(0)).toMatchObject({ response: { status: 200, body: ECHO } });
    },
  ],
  ...MORE,
  Errors: [
    async ({ page, app, tenant }) => {
      await app.open();
      await app.make();
      await page.leave(0);
      await app.page.waitForURL((url) => url.origin === tenant.url);
    },
  ],
};

for (const [heading, checks] of Object.entries(EXAMPLES)) {
  test(`EXAMPLES.md, ${heading}`, async ({ app, servers, tenant, api }) => {
    const page = opened({ app, servers, heading });
    await app.open();
    for (const check of checks) await check({ page, app, tenant, api, servers });
    app.takeComplaints();
  });
}

test('every block of EXAMPLES.md is run', () => {
  const count = (headings) =>
    headings.reduce((counts, heading) => ({ ...counts, [heading]: (counts[heading] ?? 0) + 1 }), {});
  const blocks = count(BLOCKS.map(({ heading }) => heading));
  const checks = Object.fromEntries(Object.entries(EXAMPLES).map(([heading, list]) => [heading, list.length]));
  expect(checks).toEqual(blocks);
});
