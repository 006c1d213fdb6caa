// Connecting beside other things: in two tabs, beside a login; and the login that comes before it.
import { allow, CODE, finished, GITHUB, GOOGLE, leave, ready, WORK } from './support/connect.mjs';
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { grants, reuses } from './support/refresh.mjs';
import { queryOf } from './support/wire.mjs';

test('connecting in two tabs at once loses neither, with one store and one refresh token', async ({ app, tenant }) => {
  const options = await ready(app);
  const other = await app.tab();
  await other.open();
  await other.make(options);
  await Promise.all([
    leave(app, { connection: GOOGLE, appState: 1 }),
    leave(other, { connection: GITHUB, appState: 2 }),
  ]);
  await allow(other, CODE);
  await allow(app, WORK);
  const results = await Promise.all([app.finish(options), other.finish(options)]);
  expect(results).toMatchObject([
    { connection: GOOGLE, appState: 1 },
    { connection: GITHUB, appState: 2 },
  ]);
  expect(reuses(tenant)).toBe(0);
  other.refuseComplaints();
});

test('two connections and a login under way at once in one tab: each answer finds its own', async ({ app, tenant }) => {
  const options = await ready(app);
  const [one, two] = await app.run(
    async ([first, second]) => {
      const urls = [];
      const start = (connection) =>
        window.client.connectAccountWithRedirect({
          connection,
          appState: connection,
          openUrl: (url) => urls.push(url),
        });
      await start(first);
      await start(second);
      return urls;
    },
    [GOOGLE, GITHUB],
  );
  await app.leave({ options, login: { appState: 'login', authorizationParams: { prompt: 'login' } } });
  await app.choose('ada');
  const login = app.page.url();
  const answerOf = async (url, account) => {
    await app.page.goto(url);
    return allow(app, account);
  };
  const [second, first] = [await answerOf(two, CODE), await answerOf(one, WORK)];
  await app.make(options);
  tenant.log.clear();
  expect(await app.run(finished, second)).toMatchObject({ resolved: { connection: GITHUB, appState: GITHUB } });
  expect(await app.run(finished, login)).toMatchObject({ resolved: { response_type: 'code', appState: 'login' } });
  expect(await app.run(finished, first)).toMatchObject({ resolved: { connection: GOOGLE, appState: GOOGLE } });
  expect(grants(tenant)).toContain('authorization_code');
  expect(reuses(tenant)).toBe(0);
});

test('S0-E2 S1-E2 S2-P12 the login asks for exactly what was given, beside PKCE and state; only offline_access brings a refresh token', async ({
  app,
  scheme,
  tenant,
}) => {
  const asked = {
    scope: 'openid profile email',
    redirect_uri: `${app.url}/callback`,
    audience: 'https://orders.example.com/',
  };
  await app.open();
  await app.leave({ options: { authorizationParams: asked } });
  const query = Object.fromEntries(queryOf(app.wire.authorizations()[0]));
  expect(query).toMatchObject({
    ...asked,
    client_id: 'demo-spa',
    response_type: 'code',
    code_challenge_method: 'S256',
  });
  expect(query.code_challenge).toMatch(/^[\w-]{43}$/);
  expect(query.state).toBeTruthy();
  const own = ['auth0Client', 'nonce', 'response_mode', ...(scheme === 'DPoP' ? ['dpop_jkt'] : [])];
  const known = ['client_id', 'response_type', 'state', 'code_challenge', 'code_challenge_method'];
  expect(Object.keys(query).sort()).toEqual([...Object.keys(asked), ...known, ...own].sort());
  await app.choose('ada');
  await app.finish({ authorizationParams: asked });
  expect(tenant.families()).toEqual([]);
  await app.open();
  await app.signIn({ as: false, options: { useRefreshTokens: true, authorizationParams: asked } });
  expect(queryOf(app.wire.authorizations().at(-1)).get('scope')).toBe('openid profile email offline_access');
  expect(tenant.families()).toHaveLength(1);
});

test('S0-E3 S1-E3 the login is finished from the whole URL; without a state, or with an unknown one, it is not', async ({
  app,
}) => {
  await app.open();
  const url = await app.bringAnswer();
  await app.make();
  const changed = (change) => {
    const other = new URL(url);
    change(other.searchParams);
    return other.href;
  };
  const unknown = changed((query) => query.set('state', 'unknown'));
  const none = changed((query) => query.delete('state'));
  for (const wrong of [unknown, none]) {
    expect(await app.run(finished, wrong)).toMatchObject({ error: 'state_mismatch' });
  }
  expect(await app.run(finished, url)).toMatchObject({ resolved: { response_type: 'code' } });
  expect(await app.run(() => window.client.getUser())).toMatchObject({ email: 'ada@example.com' });
});

test('S3-E28 a login with audience and scope, finished where the address has code and state', async ({
  app,
  tenant,
}) => {
  const printed = [];
  app.page.on('console', (message) => message.type() === 'info' && printed.push(message.text()));
  await app.open();
  const asked = { audience: CALENDAR, scope: 'openid profile email read:calendar' };
  await app.leave({ login: { authorizationParams: asked } });
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
  const [{ query }] = tenant.log.entries(0).filter(({ path }) => path === '/authorize');
  expect(query).toMatchObject(asked);
});
