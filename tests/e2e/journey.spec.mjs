import { CALENDAR, expect, test } from './support/fixtures.mjs';

const options = { authorizationParams: { audience: CALENDAR, scope: 'openid profile email read:calendar' } };

test('a person signs in, is known, calls an API and signs out', async ({ app, site, tenant }) => {
  await app.open();
  await app.make(options);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  expect(await app.run(() => window.client.getUser())).toBeUndefined();

  expect(await app.signIn({ options, login: { appState: { target: '/inside' } } })).toEqual({
    appState: { target: '/inside' },
    response_type: 'code',
  });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  expect(await app.run(() => window.client.getUser())).toMatchObject({
    sub: 'auth0|ada',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
  });

  const answer = await app.run(async () => {
    const token = await window.client.getTokenSilently();
    const response = await fetch(`${window.settings.api}/calendar`, { headers: { Authorization: `Bearer ${token}` } });
    return { status: response.status, body: await response.json() };
  });
  expect(answer).toMatchObject({ status: 200, body: { owner: 'auth0|ada' } });

  await app.run((returnTo) => void window.client.logout({ logoutParams: { returnTo } }), site.url);
  await app.page.waitForURL(`${site.url}/`);
  await app.ready();
  await app.make(options);
  await app.run(() => window.client.checkSession());
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  expect(tenant.log.entries(0).some(({ note }) => note.includes('session of auth0|ada ended'))).toBe(true);
});

test('a second login reuses the session of the tenant: nobody is asked', async ({ app }) => {
  await app.signIn();
  await app.open();
  expect(await app.signIn({ as: false, login: { appState: 'again' } })).toMatchObject({ appState: 'again' });
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
});
