// Connecting beside other things: in two tabs, beside a login, with proofs; and the login that comes before it.
import {
  ALL,
  allow,
  audienceOf,
  CODE,
  connect,
  finished,
  GITHUB,
  GOOGLE,
  leave,
  ready,
  WORK,
} from './support/connect.mjs';
import { proofsAt } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { grants, reuses } from './support/refresh.mjs';
import { queryOf, seenBy } from './support/wire.mjs';

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

test('S2-P6 bound tokens: a proof for each call, and none that the tenant refused for more than its nonce', async ({
  app,
  tenant,
}) => {
  const options = await ready(app, { useDpop: true });
  await connect(app, options);
  const proofs = (await proofsAt(tenant)).filter(({ url }) => url.startsWith(audienceOf(tenant)));
  expect(proofs.map(({ error }) => error).filter(Boolean)).toEqual(['use_dpop_nonce']);
  for (const { payload } of proofs) expect(payload).toMatchObject({ htm: 'POST', ath: expect.any(String) });
  const audience = audienceOf(tenant);
  const stolen = await app.run(async (url) => {
    const token = await window.client.getTokenSilently({ authorizationParams: { audience: url } });
    const wrong = await window.client.generateDpopProof({ url: `${url}other`, method: 'GET', accessToken: token });
    const ask = (headers) => fetch(`${url}v1/connected-accounts/accounts`, { headers });
    const answers = [
      await ask({ authorization: `Bearer ${token}` }),
      await ask({ authorization: `DPoP ${token}`, dpop: wrong }),
    ];
    return Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).detail]));
  }, audience);
  expect(stolen).toEqual([
    [401, expect.stringMatching(/DPoP authentication scheme/)],
    [401, expect.stringMatching(/proof/)],
  ]);
  const [asked] = seenBy(tenant, '/oauth/token').filter(({ body }) => body?.audience === audience);
  for (const scope of ALL) expect(asked.body.scope.split(' ')).toContain(scope);
});

test('S0-E2 S1-E2 S2-P12 the login asks for exactly what was given, beside PKCE and state; only offline_access brings a refresh token', async ({
  app,
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

test('S3-E27 a client with refresh tokens, MRRT and DPoP is made without a request', async ({ app, tenant }) => {
  await app.open();
  const sent = [];
  app.page.on('request', (request) => sent.push(request.url()));
  await app.make({ useRefreshTokens: true, useMrrt: true, useDpop: true });
  expect(await app.run(() => window.client.getConfiguration())).toMatchObject({ clientId: 'demo-spa' });
  // Whatever the constructor might have put off would have begun by now.
  await app.run(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(sent).toEqual([]);
  expect(tenant.log.entries(0)).toEqual([]);
});
