// What is connected and what can be: lists, pages, filters, removal, and what each costs.
import {
  ALL,
  ask,
  askedOf,
  audienceOf,
  byHand,
  call,
  codeOf,
  CONFIGURED,
  connect,
  connectedCalendar,
  connecting,
  CODE,
  GITHUB,
  GOOGLE,
  managed,
  noted,
  PATH,
  ready,
  WORK,
} from './support/connect.mjs';
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { grants } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

const seed = (tenant, count) =>
  Array.from({ length: count }, (_, index) => tenant.connectAccount({ account: `account${index + 1}@gmail.example` }));

/** In the page: everything of an iterator, at the client or at `client.myAccount`. */
const collect = async ({ at, method, options }) => {
  const items = [];
  for await (const item of (at ? window.client[at] : window.client)[method](options)) items.push(item);
  return items;
};

test('S1-P1 S1-E12 connect, list, list of connections and delete: one token request with all scopes', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  const { id } = await connect(app, options);
  expect((await ask(app, 'listConnectedAccounts')).resolved.accounts).toMatchObject([{ id }]);
  expect((await ask(app, 'listConnectedAccountConnections')).resolved.connections).toHaveLength(2);
  expect(await ask(app, 'deleteConnectedAccount', id)).toEqual({ resolved: undefined });
  expect(askedOf(app)).toEqual([
    'POST /connect',
    'POST /complete',
    'GET /accounts',
    'GET /connections',
    `DELETE /accounts/${id}`,
  ]);
  const requests = seenBy(tenant, '/oauth/token').filter(({ status }) => status === 200);
  expect(requests.map(({ body }) => body.audience)).toEqual([audienceOf(tenant)]);
  const scope = requests[0].body.scope.split(' ');
  expect(ALL.every((one) => scope.includes(one))).toBe(true);
});

test('S1-E12 without the dictionary each operation asks for its own scope: three token requests', async ({
  app,
  tenant,
}) => {
  const options = await ready(app, { authorizationParams: { scope: 'openid profile' } });
  const { id } = await connect(app, options);
  await ask(app, 'listConnectedAccounts');
  await ask(app, 'deleteConnectedAccount', id);
  const asked = seenBy(tenant, '/oauth/token').map(({ body }) =>
    body.scope.split(' ').filter((one) => one.includes(':')),
  );
  expect(asked).toEqual([[ALL[0]], [ALL[1]], [ALL[2]]]);
});

test('S1-P6 another API has scopes of its own in the same dictionary', async ({ app, tenant }) => {
  const scope = { [CALENDAR]: 'openid read:calendar', [audienceOf(tenant)]: ALL[1], [ORDERS]: 'openid read:orders' };
  await ready(app, { authorizationParams: { scope } });
  const token = await app.run(
    (audience) => window.client.getTokenSilently({ authorizationParams: { audience }, detailedResponse: true }),
    ORDERS,
  );
  expect(token.scope.split(' ')).toContain('read:orders');
  expect(seenBy(tenant, '/oauth/token').map(({ body }) => body.scope)).toEqual(['openid read:orders offline_access']);
});

test('S2-E8 S2-E9 what can be connected: name, strategy and scopes of two connections', async ({ app }) => {
  await ready(app);
  expect(await ask(app, 'listConnectedAccountConnections')).toEqual({
    resolved: {
      connections: [
        { name: GOOGLE, strategy: GOOGLE, scopes: CONFIGURED },
        { name: GITHUB, strategy: GITHUB, scopes: ['read:user', 'repo'] },
      ],
    },
  });
});

test('S1-E7 connections come in pages of `take`, and need the scope to read', async ({ app, tenant }) => {
  await ready(app);
  const first = (await ask(app, 'listConnectedAccountConnections', { take: 1 })).resolved;
  expect([first.connections.map(({ name }) => name), typeof first.next]).toEqual([[GOOGLE], 'string']);
  const second = (await ask(app, 'listConnectedAccountConnections', { take: 1, from: first.next })).resolved;
  expect(second).toEqual({ connections: [expect.objectContaining({ name: GITHUB })] });
  expect(await app.run(collect, { method: 'connectedAccountConnections', options: { take: 1 } })).toHaveLength(2);
  const audience = audienceOf(tenant);
  await app.signIn({ as: false, options: connecting(tenant, { authorizationParams: { scope: {} } }) });
  expect(await app.run(byHand, { path: 'connections', audience, scope: ALL[0] })).toMatchObject({ status: 403 });
});

test('S2-E10 S2-E11 S1-E8 two accounts in full', async ({ app, tenant }) => {
  const made = [tenant.connectAccount({ account: WORK }), tenant.connectAccount({ connection: GITHUB, account: CODE })];
  await ready(app);
  expect((await ask(app, 'listConnectedAccounts')).resolved).toEqual({ accounts: made });
  for (const account of made) {
    expect(Object.keys(account).sort()).toEqual(['access_type', 'connection', 'created_at', 'id', 'scopes']);
    expect(account).toMatchObject({ access_type: 'offline', id: expect.stringMatching(/^cac_[A-Za-z0-9]+$/) });
  }
});

test('S2-E14 S2-E15 S1-E8 a filter leaves those of one connection; it is `connection` in the query', async ({
  app,
  tenant,
}) => {
  const made = [tenant.connectAccount({ account: WORK }), tenant.connectAccount({ connection: GITHUB, account: CODE })];
  await ready(app);
  expect((await ask(app, 'listConnectedAccounts', { connection: GITHUB })).resolved).toEqual({ accounts: [made[1]] });
  expect(seenBy(tenant, `${PATH}/accounts`).at(-1).query).toEqual({ connection: GITHUB });
  expect((await ask(app, 'listConnectedAccounts', { connection: 'nobody' })).resolved).toEqual({ accounts: [] });
});

test('S1-P2 eleven accounts are a page of ten and a page of one; the iterator gives all, at both places', async ({
  app,
  tenant,
}) => {
  const ids = seed(tenant, 11).map(({ id }) => id);
  await ready(app);
  const first = (await ask(app, 'listConnectedAccounts')).resolved;
  const second = (await ask(app, 'listConnectedAccounts', { from: first.next })).resolved;
  expect([first.accounts.length, second.accounts.length, Object.keys(second)]).toEqual([10, 1, ['accounts']]);
  expect([...first.accounts, ...second.accounts].map(({ id }) => id)).toEqual(ids);
  for (const at of [undefined, 'myAccount']) {
    const found = await app.run(collect, { at, method: 'connectedAccounts', options: { take: 4 } });
    expect(found.map(({ id }) => id)).toEqual(ids);
  }
});

test('S1-P3 a size that is no positive whole number is refused, and nothing is sent', async ({ app, tenant }) => {
  await ready(app);
  for (const take of [0, -1, 1.5, Number.NaN, Infinity]) {
    for (const method of ['listConnectedAccounts', 'listConnectedAccountConnections']) {
      for (const place of [undefined, 'myAccount']) {
        expect(await app.run(call, { method, place, given: [{ take }] })).toMatchObject({
          classes: ['GenericError', 'InvalidArgumentError'],
          error: 'invalid_argument',
          message: "The 'take' parameter must be a positive integer.",
        });
      }
    }
  }
  expect(tenant.log.entries(0)).toEqual([]);
});

test('S1-E9 S2-E16 S2-E17 S2-P17 removed: 204 with an empty body, no longer listed, no longer in the vault, and the provider is not told', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  const { id } = await connect(app, options);
  expect(await app.run(connectedCalendar)).toMatchObject({ status: 200 });
  const answered = app.page.waitForResponse(
    (response) => response.request().method() === 'DELETE' && response.url().endsWith(`/accounts/${id}`),
  );
  expect(await ask(app, 'deleteConnectedAccount', id)).toEqual({ resolved: undefined });
  expect((await answered).status()).toBe(204);
  expect((await answered).request().postData()).toBeNull();
  expect((await ask(app, 'listConnectedAccounts')).resolved.accounts).toEqual([]);
  expect(await app.run(connectedCalendar)).toMatchObject({ status: 424, body: { code: 'account_not_connected' } });
  expect(noted(tenant, 'revoked')).toEqual([]);
  for (const none of ['', ' ', undefined]) {
    expect(await ask(app, 'deleteConnectedAccount', none)).toMatchObject({
      classes: ['GenericError', 'MissingRequiredArgumentError'],
      error: 'missing_required_argument',
    });
  }
  expect(askedOf(app).filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
});

test('an account that is gone already: done all the same, or a problem, as the tenant has it', async ({
  app,
  tenant,
}) => {
  await ready(app);
  expect(await ask(app, 'deleteConnectedAccount', 'cac_gone')).toEqual({ resolved: undefined });
  await tenant.switches.set({ delete_unknown: '404' });
  expect(await ask(app, 'deleteConnectedAccount', 'cac_gone')).toMatchObject({
    classes: ['MyAccountApiError'],
    status: 404,
  });
});

test('S2-E12 S2-E13 the Management API shows the same account, with the connection’s id and strategy', async ({
  app,
  tenant,
}) => {
  const options = await ready(app);
  const { appState: _, response_type: __, ...account } = await connect(app, options);
  const { accounts, user } = await managed(tenant);
  expect(accounts.status).toBe(200);
  expect(accounts.body).toEqual({
    connected_accounts: [{ ...account, connection_id: expect.stringMatching(/^con_/), strategy: GOOGLE }],
  });
  expect(user.body.identities).toMatchObject([{ provider: 'auth0' }]);
});

test('S2-E3 S2-P12 a refresh token becomes a token for the My Account API with the three scopes', async ({
  app,
  tenant,
}) => {
  await ready(app);
  const audience = audienceOf(tenant);
  const token = await app.run(
    (aud) => window.client.getTokenSilently({ authorizationParams: { audience: aud } }),
    audience,
  );
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  expect([claims.aud].flat()).toContain(audience);
  expect(ALL.every((one) => claims.scope.split(' ').includes(one))).toBe(true);
  const [request] = app.wire.tokens();
  expect(request.headers()['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
  expect(Object.fromEntries(new URLSearchParams(request.postData()))).toMatchObject({
    grant_type: 'refresh_token',
    audience,
    client_id: 'demo-spa',
  });
  expect(grants(tenant)).toEqual(['refresh_token']);
});

test('S1-P4 a scope that the policy lacks: named before anything is asked; asked for all the same, 403', async ({
  app,
  tenant,
}) => {
  await ready(app);
  await tenant.switches.set({ my_account_policy: 'create' });
  for (const [method, scope] of [
    ['listConnectedAccounts', ALL[1]],
    ['deleteConnectedAccount', ALL[2]],
  ]) {
    const refusal = await ask(app, method, method === 'deleteConnectedAccount' ? 'cac_1' : undefined);
    expect(refusal).toMatchObject({ classes: ['GenericError', 'MissingScopesError'], error: 'missing_scopes' });
    expect(refusal.own.scope).toContain(scope);
    expect(refusal.message).toMatch(/refresh token policies \(MRRT\)/);
  }
  expect(askedOf(app)).toEqual([]);
  await app.signIn({ as: false, options: connecting(tenant, { authorizationParams: { scope: {} } }) });
  const audience = audienceOf(tenant);
  for (const [method, path] of [
    ['GET', 'accounts'],
    ['DELETE', 'accounts/cac_1'],
  ]) {
    const { status, body } = await app.run(byHand, { method, path, audience, scope: ALL[0] });
    expect([status, codeOf(body)]).toEqual([403, 'A0E-403-0002']);
  }
});
