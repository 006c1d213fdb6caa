import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CALENDAR_SCOPE, codeOf, Connector, GOOGLE } from './support/connector.mjs';
import { runningTenant } from './support/running.mjs';
import { Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const signedIn = (user = 'ada') => new Connector(new Visitor(run.tenant)).signIn(user);
const GITHUB = { connection: 'github' };

/** Connects as many accounts as there are addresses, without asking anybody. */
async function connectAll(connector, addresses, changes) {
  await run.tenant.switches.set({ upstream_consent: 'approve' });
  for (const address of addresses) {
    const started = await connector.connect({ ...changes, authorization_params: { login_hint: address } });
    assert.equal((await connector.complete(started, await connector.visit(started))).status, 201);
  }
}
const addresses = (count) => Array.from({ length: count }, (_, index) => `account${index + 1}@gmail.example`);

async function list(connector, query = '') {
  const { status, body } = await connector.ask('GET', `accounts${query}`);
  assert.equal(status, 200);
  return body;
}

async function assertRefused(connector, path, field, method = 'GET') {
  const { status, body } = await connector.ask(method, path);
  assert.deepEqual([status, codeOf(body), body.validation_errors[0].field], [400, 'A0E-400-0003', field], path);
}

async function managed(path, client = 'management') {
  const audience = `${run.tenant.issuer}api/v2/`;
  const form = { grant_type: 'client_credentials', client_id: client, audience };
  const { body } = await run.visitor.token({ ...form, client_secret: `${client}-development-secret` });
  const response = await fetch(`${run.tenant.url}/api/v2/users/${path}`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  return { status: response.status, body: await response.json(), token: body };
}

test('what can be connected: two connections, with strategy and scopes', async () => {
  const { status, body } = await (await signedIn()).ask('GET', 'connections');
  assert.equal(status, 200);
  assert.deepEqual(body, {
    connections: [
      { name: GOOGLE, strategy: GOOGLE, scopes: ['openid', 'profile', 'email', CALENDAR_SCOPE] },
      { name: 'github', strategy: 'github', scopes: ['read:user', 'repo'] },
    ],
  });
});

test('connections come in pages too', async () => {
  const ada = await signedIn();
  const { body: first } = await ada.ask('GET', 'connections?take=1');
  const { body: second } = await ada.ask('GET', `connections?take=1&from=${first.next}`);
  assert.deepEqual(
    [first, second].map(({ connections }) => connections[0].name),
    [GOOGLE, 'github'],
  );
  assert.equal(second.next, undefined);
});

test('a connection whose purpose is sign-in only is not among them', async () => {
  await run.tenant.switches.set({ connection_purpose: 'authentication' });
  const { body } = await (await signedIn()).ask('GET', 'connections');
  assert.deepEqual(
    body.connections.map(({ name }) => name),
    ['github'],
  );
});

test('two accounts are listed, the oldest first, and only to their owner', async () => {
  const [ada, grace] = [await signedIn(), await signedIn('grace')];
  await ada.connected('work@gmail.example');
  await ada.connected('work@users.github.example', GITHUB);
  const { accounts, next } = await list(ada);
  assert.equal(next, undefined);
  assert.deepEqual(
    accounts.map(({ connection }) => connection),
    [GOOGLE, 'github'],
  );
  const members = ['access_type', 'connection', 'created_at', 'id', 'scopes'];
  for (const account of accounts) assert.deepEqual(Object.keys(account).sort(), members);
  assert.deepEqual(await list(grace), { accounts: [] });
});

test('a filter by connection, by several, and by one nobody has', async () => {
  const ada = await signedIn();
  await connectAll(ada, addresses(2));
  await connectAll(ada, addresses(1), GITHUB);
  const counts = {
    '?connection=github': 1,
    '?connection=google-oauth2': 2,
    '?connection=github&connection=google-oauth2': 3,
    '?connection=made-up': 0,
  };
  for (const [query, count] of Object.entries(counts)) assert.equal((await list(ada, query)).accounts.length, count);
});

test('eleven accounts are a page of ten and a page of one', async () => {
  const ada = await signedIn();
  await connectAll(ada, addresses(11));
  const first = await list(ada);
  const second = await list(ada, `?from=${first.next}`);
  assert.deepEqual([first.accounts.length, second.accounts.length, second.next], [10, 1, undefined]);
  const ids = [...first.accounts, ...second.accounts].map(({ id }) => id);
  assert.equal(new Set(ids).size, 11);
});

test('take is at most twenty; a full last page has no next', async () => {
  const ada = await signedIn();
  await connectAll(ada, addresses(21));
  const capped = await list(ada, '?take=50');
  assert.deepEqual([capped.accounts.length, Boolean(capped.next)], [20, true]);
  const seven = await list(ada, '?take=7');
  const last = await list(ada, `?take=14&from=${seven.next}`);
  assert.deepEqual([last.accounts.length, last.next], [14, undefined]);
});

test('what is deleted between two pages shifts nothing', async () => {
  const ada = await signedIn();
  await connectAll(ada, addresses(4));
  const first = await list(ada, '?take=2');
  for (const { id } of first.accounts) await ada.ask('DELETE', `accounts/${id}`);
  assert.equal((await list(ada, `?take=2&from=${first.next}`)).accounts.length, 2);
});

test('wrong queries are refused by name', async () => {
  const ada = await signedIn();
  for (const take of ['0', '-1', '1.5', 'ten', '']) await assertRefused(ada, `accounts?take=${take}`, 'take');
  for (const from of ['made-up', 'YWZ0ZXI6']) await assertRefused(ada, `accounts?from=${from}`, 'from');
  await assertRefused(ada, `accounts?connection=${'x'.repeat(129)}`, 'connection');
  const many = Array.from({ length: 21 }, (_, index) => `connection=c${index}`).join('&');
  await assertRefused(ada, `accounts?${many}`, 'connection');
});

test('deleted: 204 without a body, no longer listed, and it may be connected anew', async () => {
  const ada = await signedIn();
  const { body } = await ada.connected('work@gmail.example');
  const gone = await ada.ask('DELETE', `accounts/${body.id}`);
  assert.deepEqual([gone.status, gone.text], [204, '']);
  assert.deepEqual(await list(ada), { accounts: [] });
  assert.equal((await ada.connected('work@gmail.example')).status, 201);
});

test('an account of another person is not deleted', async () => {
  const [ada, grace] = [await signedIn(), await signedIn('grace')];
  const { body } = await ada.connected();
  assert.equal((await grace.ask('DELETE', `accounts/${body.id}`)).status, 204);
  assert.equal((await list(ada)).accounts.length, 1);
});

test('an unknown account: 204, or 404 by the switch; an impossible id is 400', async () => {
  const ada = await signedIn();
  assert.equal((await ada.ask('DELETE', 'accounts/cac_unknown')).status, 204);
  await run.tenant.switches.set({ delete_unknown: '404' });
  const { status, body } = await ada.ask('DELETE', 'accounts/cac_unknown');
  assert.deepEqual([status, codeOf(body)], [404, 'A0E-404-0001']);
  for (const id of ['x', 'cac_', 'cac_a-b', '']) await assertRefused(ada, `accounts/${id}`, 'id', 'DELETE');
});

test('reset forgets what is connected', async () => {
  await (await signedIn()).connected();
  run.tenant.reset();
  assert.deepEqual(await list(await signedIn()), { accounts: [] });
  assert.deepEqual(run.tenant.upstream(), []);
});

test('the Management API shows the accounts beside the identities, which are as before', async () => {
  const ada = await signedIn();
  const { body: account } = await ada.connected('work@gmail.example');
  const { status, body } = await managed('auth0%7Cada/connected-accounts');
  assert.equal(status, 200);
  const expected = { ...account, connection_id: 'con_Jd8rPq2mXyT5vKsa', strategy: GOOGLE };
  assert.deepEqual(body, { connected_accounts: [expected] });
  const user = (await managed('auth0%7Cada')).body;
  assert.deepEqual([user.user_id, user.identities.length, user.identities[0].provider], ['auth0|ada', 1, 'auth0']);
});

test('the Management API is for its client, and says what is wrong', async () => {
  const url = `${run.tenant.url}/api/v2/users/auth0%7Cada/connected-accounts`;
  assert.equal((await fetch(url)).status, 401);
  const ada = await signedIn();
  assert.equal((await fetch(url, { headers: { authorization: `Bearer ${ada.token}` } })).status, 401);
  assert.equal((await managed('auth0%7Cnobody/connected-accounts')).status, 404);
  assert.equal((await managed('auth0%7Cada/connected-accounts?take=0')).status, 400);
  assert.equal((await managed('auth0%7Cada', 'calendar-api')).token.error, 'access_denied');
  const wrong = { grant_type: 'client_credentials', client_id: 'management', client_secret: 'x', audience: 'y' };
  assert.equal((await run.visitor.token(wrong)).body.error, 'invalid_client');
});

test('accounts are made without a browser too, and what is wrong with a wish is said', async () => {
  const made = run.tenant.connectAccount({ account: 'work@gmail.example' });
  const post = async (body) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${run.tenant.url}/control/accounts`, init);
    return { status: response.status, body: await response.json() };
  };
  const { status, body } = await post({ user: 'ada', connection: 'github', account: 'a@b.example', scopes: ['repo'] });
  assert.deepEqual([status, body.scopes], [201, ['repo']]);
  assert.deepEqual((await list(await signedIn())).accounts, [made, body]);
  const wrong = [{ user: 'nobody' }, { connection: 'windowslive' }, { account: 'x' }, { scopes: 'x' }, {}];
  for (const change of wrong) assert.equal((await post({ account: 'work@gmail.example', ...change })).status, 400);
  assert.throws(() => run.tenant.connectAccount({ account: 'work@gmail.example' }), /connected to "ada" already/);
});
