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

test('S3-E28 a login with audience and scope, finished where the address has code and state', async ({
  app,
  tenant,
}) => {
  const printed = [];
  app.page.on('console', (message) => message.type() === 'info' && printed.push(message.text()));
  await app.open();
  await app.leave({
    options: { authorizationParams: {} },
    login: { authorizationParams: options.authorizationParams },
  });
  await app.choose('grace');
  await app.run(async () => {
    const client = window.make();
    const query = new URLSearchParams(location.search);
    if ((query.has('code') || query.has('error')) && query.has('state')) {
      await client.handleRedirectCallback();
      console.info(JSON.stringify(await client.getUser()));
    }
  });
  expect(printed.map(JSON.parse)).toEqual([
    expect.objectContaining({ sub: 'auth0|grace', name: 'Grace Hopper', email: 'grace@example.com' }),
  ]);
  const [asked] = tenant.log.entries(0).filter(({ path }) => path === '/authorize');
  expect(asked.query).toMatchObject({ audience: CALENDAR, scope: 'openid profile email read:calendar' });
});

test('a second login reuses the session of the tenant: nobody is asked', async ({ app }) => {
  await app.signIn();
  await app.open();
  expect(await app.signIn({ as: false, login: { appState: 'again' } })).toMatchObject({ appState: 'again' });
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
});
