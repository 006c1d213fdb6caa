// Several clients on one page, and what a logout of one does to the others.
import { expect, test } from './support/fixtures.mjs';

const own = { cacheLocation: 'localstorage' };
const other = { ...own, clientId: 'other-spa' };
const keys = () => Object.keys(localStorage).sort();

async function both(app) {
  await app.signIn({ options: own });
  await app.open();
  await app.signIn({ as: false, options: other });
  return app.run(keys);
}

test('two clients sign in side by side, each with its own ID token', async ({ app }) => {
  const kept = await both(app);
  expect(kept).toEqual([
    '@@auth0spajs@@::demo-spa::@@user@@',
    '@@auth0spajs@@::demo-spa::default::openid profile email',
    '@@auth0spajs@@::other-spa::@@user@@',
    '@@auth0spajs@@::other-spa::default::openid profile email',
  ]);
  const audiences = await app.run(
    async (options) => {
      const clients = options.map((changes) => window.make(changes));
      return Promise.all(clients.map(async (client) => (await client.getIdTokenClaims()).aud));
    },
    [own, other],
  );
  expect(audiences).toEqual(['demo-spa', 'other-spa']);
});

test('W15 a logout of one client keeps the other, and keys that only look alike', async ({ app }) => {
  await both(app);
  const lookalikes = {
    '@@auth0spajs@@::demo-spa2::@@user@@': '{}',
    '@@auth0spajs@@::x::demo-spa::openid': '{}',
    '@@auth0spajs@@::x::https://demo-spa/::openid': '{}',
    'demo-spa': 'mine',
    theme: 'dark',
  };
  const left = await app.run(
    async ([options, entries]) => {
      for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
      const [client, second] = options.map((changes) => window.make(changes));
      await client.logout({ openUrl: false });
      return {
        keys: Object.keys(localStorage).sort(),
        signedIn: [await client.isAuthenticated(), await second.isAuthenticated()],
        cookies: document.cookie,
      };
    },
    [[own, other], lookalikes],
  );
  expect(left.keys).toEqual(
    [
      ...Object.keys(lookalikes),
      '@@auth0spajs@@::other-spa::@@user@@',
      '@@auth0spajs@@::other-spa::default::openid profile email',
    ].sort(),
  );
  expect(left.signedIn).toEqual([false, true]);
  expect(left.cookies).toContain('auth0.other-spa.is.authenticated=true');
  expect(left.cookies).not.toContain('auth0.demo-spa.is.authenticated');
});

test('clientId names another client, and null names them all', async ({ app }) => {
  await both(app);
  const left = await app.run(
    async (options) => {
      const [client] = options.map((changes) => window.make(changes));
      localStorage.setItem('theme', 'dark');
      await client.logout({ clientId: 'other-spa', openUrl: false });
      const afterOther = Object.keys(localStorage).filter((key) => key.includes('spa')).length;
      await client.logout({ clientId: null, openUrl: false });
      return [afterOther, Object.keys(localStorage)];
    },
    [own, other],
  );
  expect(left).toEqual([2, ['theme']]);
});

test('two clients in memory know nothing of each other', async ({ app }) => {
  await app.signIn();
  const seen = await app.run(async () => {
    const second = new window.sdk.Auth0Client(window.options());
    const before = await second.isAuthenticated();
    await second.logout({ openUrl: false });
    return [before, await window.client.isAuthenticated()];
  });
  expect(seen).toEqual([false, true]);
});

test('logins of two clients wait beside each other', async ({ app }) => {
  await app.open();
  const first = await app.bringAnswer({ login: { appState: 'first' } });
  await app.open();
  await app.bringAnswer({ as: false, options: { clientId: 'other-spa' }, login: { appState: 'second' } });
  expect(await app.finish({ clientId: 'other-spa' })).toMatchObject({ appState: 'second' });
  await app.make();
  expect(await app.run((url) => window.client.handleRedirectCallback(url), first)).toMatchObject({ appState: 'first' });
});
