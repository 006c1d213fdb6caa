import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startApi } from '../../www-example/api/index.mjs';
import { CALENDAR_SCOPE, Connector, GOOGLE } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN, Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const api = await startApi({ port: 0, tenant: run.tenant.url, origins: [ORIGIN] });
after(() => api.close());
beforeEach(() => api.reset());

const asked = { audience: CALENDAR, scope: 'openid read:calendar' };
const connector = async () => new Connector(new Visitor(run.tenant)).signIn('ada');

async function get({ query = '', at = api, headers, ...changes } = {}) {
  const { access_token: token } = await run.visitor.tokens('ada', { ...asked, ...changes });
  const response = await fetch(`${at.url}/connected/calendar${query}`, {
    headers: { origin: ORIGIN, authorization: `Bearer ${token}`, ...headers },
  });
  return { response, status: response.status, body: await response.json() };
}

test('nothing connected: a problem a page can turn into a button', async () => {
  const { status, body, response } = await get();
  assert.equal(status, 424);
  assert.deepEqual([body.code, body.connection, body.status], ['account_not_connected', GOOGLE, 424]);
  assert.ok(body.type && body.title && body.detail);
  assert.equal(response.headers.get('www-authenticate'), null, 'another token would not help');
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
});

test('connected: the events of that account, and not the token', async () => {
  await (await connector()).connected('work@gmail.example');
  const { status, body } = await get();
  assert.equal(status, 200);
  assert.deepEqual([body.owner, body.connection, body.account], ['auth0|ada', GOOGLE, 'work@gmail.example']);
  assert.ok(body.events.length > 3);
  for (const { id, title, place, start, end } of body.events) assert.ok(id && title && place && start < end);
  assert.ok(!JSON.stringify(body).includes('upstream.'));
});

test('with a bound token too', async () => {
  await (await connector()).connected();
  const prover = await Prover.create();
  const { access_token: token } = await prover.tokens(new Visitor(run.tenant), 'ada', asked);
  const url = `${api.url}/connected/calendar`;
  const dpop = await prover.proof({ method: 'GET', url, token, nonce: undefined });
  const response = await fetch(url, { headers: { authorization: `DPoP ${token}`, dpop } });
  assert.equal(response.status, 200);
});

test('of several accounts the one asked for', async () => {
  const ada = await connector();
  await ada.connected('private@gmail.example');
  await ada.connected('work@gmail.example');
  assert.equal((await get()).body.account, 'work@gmail.example');
  assert.equal((await get({ query: '?account=private@gmail.example' })).body.account, 'private@gmail.example');
});

test('connected for less: the problem names the scope, and asking for more helps', async () => {
  const ada = await connector();
  await ada.connected('work@gmail.example', { scopes: ['openid'] });
  const { status, body } = await get();
  assert.deepEqual([status, body.code, body.scopes], [424, 'account_scope_missing', [CALENDAR_SCOPE]]);
  await ada.connected('work@gmail.example', { scopes: ['openid', CALENDAR_SCOPE] });
  assert.equal((await get()).status, 200);
});

test('disconnected: at once', async () => {
  const ada = await connector();
  const { body } = await ada.connected();
  assert.equal((await get()).status, 200);
  await ada.ask('DELETE', `accounts/${body.id}`);
  assert.equal((await get()).body.code, 'account_not_connected');
});

test('the caller’s own token is judged first', async () => {
  const refused = await get({ scope: 'openid' });
  assert.deepEqual([refused.status, refused.body.error], [403, 'insufficient_scope']);
  assert.equal((await get({ headers: { authorization: '' } })).status, 401);
});

test('a vault that refuses the API is not the caller’s fault: 502, with the reason', async () => {
  await (await connector()).connected();
  const other = await startApi({
    port: 0,
    tenant: run.tenant.url,
    origins: [ORIGIN],
    client: { id: 'calendar-api', secret: 'wrong' },
  });
  const { status, body } = await get({ at: other });
  await other.close();
  assert.deepEqual([status, body.code], [502, 'token_vault_failed']);
  assert.match(body.detail, /Client authentication failed/);
});

test('the small calendar of the demo is as before', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', asked);
  const response = await fetch(`${api.url}/calendar`, { headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([response.status, (await response.json()).events.length], [200, 3]);
});
