import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CALENDAR_SCOPE, Connector, GOOGLE } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, Visitor } from './support/visitor.mjs';

const run = await runningTenant();

const GRANT = 'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token';
const VAULT_TOKEN = 'http://auth0.com/oauth/token-type/federated-connection-access-token';
const typeOf = (kind) => `urn:ietf:params:oauth:token-type:${kind}_token`;
const NOT_FOUND = [401, 'federated_connection_refresh_token_not_found'];

const connector = async (user = 'ada') => new Connector(new Visitor(run.tenant)).signIn(user);
const calendarToken = async (user = 'ada') =>
  (await new Visitor(run.tenant).tokens(user, { audience: CALENDAR, scope: 'openid read:calendar' })).access_token;

async function exchange(token, changes = {}, init) {
  return run.visitor.token(
    {
      grant_type: GRANT,
      client_id: 'calendar-api',
      client_secret: 'calendar-api-development-secret',
      subject_token_type: typeOf('access'),
      subject_token: token,
      requested_token_type: VAULT_TOKEN,
      connection: GOOGLE,
      ...changes,
    },
    init,
  );
}
const outcome = ({ status, body }) => [status, body.error];

async function upstream(path, token, connection = GOOGLE) {
  const url = `${run.tenant.url}/upstream/${connection}/${path}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.json() };
}
const events = (name) => run.tenant.upstream().filter(({ event }) => event === name);

test('an access token of the API becomes one of the provider, and the provider takes it', async () => {
  await (await connector()).connected('work@gmail.example');
  const { status, body, response } = await exchange(await calendarToken());
  assert.equal(status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const { access_token: token, ...rest } = body;
  assert.ok(rest.expires_in > 290 && rest.expires_in <= 300);
  assert.deepEqual(
    { ...rest, expires_in: 0 },
    {
      scope: `openid profile email ${CALENDAR_SCOPE}`,
      expires_in: 0,
      issued_token_type: VAULT_TOKEN,
      token_type: 'Bearer',
    },
  );
  const calendar = await upstream('calendar', token);
  assert.equal(calendar.body.summary, 'work@gmail.example');
  assert.ok(calendar.body.items.every(({ summary, start, end }) => summary && start.dateTime < end.dateTime));
  assert.equal((await upstream('userinfo', token)).body.email, 'work@gmail.example');
  assert.equal((await upstream('userinfo', token, 'github')).status, 401, 'a token of one provider is none of another');
});

test('a bound access token is as good, and the answer stays Bearer', async () => {
  await (await connector()).connected();
  const prover = await Prover.create();
  const asked = { audience: CALENDAR, scope: 'openid read:calendar' };
  const { access_token: token } = await prover.tokens(new Visitor(run.tenant), 'ada', asked);
  const { status, body } = await exchange(token);
  assert.deepEqual([status, body.token_type], [200, 'Bearer']);
});

test('by JSON and by HTTP Basic too', async () => {
  await (await connector()).connected();
  const token = await calendarToken();
  assert.equal((await exchange(token, {}, { json: true })).status, 200);
  const basic = Buffer.from('calendar-api:calendar-api-development-secret').toString('base64');
  const init = { headers: { authorization: `Basic ${basic}` } };
  assert.equal((await exchange(token, { client_id: undefined, client_secret: undefined }, init)).status, 200);
});

test('a refresh token of a backend is as good, and stays', async () => {
  await (await connector()).connected();
  const web = { client_id: 'demo-web', client_secret: 'demo-web-development-secret' };
  const done = await run.visitor.signIn('ada', { client_id: 'demo-web', scope: 'openid offline_access' });
  const { body: tokens } = await run.visitor.redeem(done, web);
  for (const _ of [1, 2]) {
    const changes = { ...web, subject_token_type: typeOf('refresh') };
    assert.equal((await exchange(tokens.refresh_token, changes)).status, 200);
  }
  const refreshed = await run.visitor.refresh(tokens.refresh_token, { ...web, audience: `${run.tenant.issuer}me/` });
  assert.deepEqual([refreshed.status, refreshed.body.refresh_token], [200, undefined]);
});

test('a backend has to show its secret', async () => {
  const done = await run.visitor.signIn('ada', { client_id: 'demo-web' });
  assert.deepEqual(outcome(await run.visitor.redeem(done)), [401, 'invalid_client']);
  assert.deepEqual(outcome(await run.visitor.redeem(done, { client_secret: 'wrong' })), [401, 'invalid_client']);
});

test('nothing connected: the documented error, and none for somebody else’s account', async () => {
  await (await connector('grace')).connected();
  const { status, body } = await exchange(await calendarToken());
  assert.equal(status, 401);
  assert.deepEqual(body, {
    error: 'federated_connection_refresh_token_not_found',
    error_description: 'Federated connection Refresh Token not found.',
  });
});

test('disconnected: the vault has nothing left, and the provider was not told', async () => {
  const ada = await connector();
  const { body: account } = await ada.connected();
  const token = await calendarToken();
  const { body } = await exchange(token);
  await ada.ask('DELETE', `accounts/${account.id}`);
  assert.deepEqual(outcome(await exchange(token)), NOT_FOUND);
  assert.equal((await upstream('calendar', body.access_token)).status, 200, 'the provider still takes the token');
  assert.deepEqual(events('revoked'), []);
});

test('a token of the provider that has grown old is refreshed by the vault', async () => {
  await (await connector()).connected();
  const first = (await exchange(await calendarToken())).body.access_token;
  assert.equal((await exchange(await calendarToken())).body.access_token, first, 'a fresh one is given again');
  run.tenant.clock.advance(301);
  assert.equal((await upstream('calendar', first)).status, 401);
  const second = (await exchange(await calendarToken())).body;
  assert.notEqual(second.access_token, first);
  assert.equal((await upstream('calendar', second.access_token)).status, 200);
  assert.equal(events('token refreshed').length, 1);
});

test('revoked at the provider: found out when a refresh fails, and then there is nothing left', async () => {
  const ada = await connector();
  await ada.connected('work@gmail.example');
  const { body } = await exchange(await calendarToken());
  const revoked = await fetch(`${run.tenant.url}/upstream/${GOOGLE}/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ account: 'work@gmail.example' }),
  });
  assert.equal(revoked.status, 204);
  assert.equal((await upstream('calendar', body.access_token)).status, 401);
  run.tenant.clock.advance(301);
  const token = await calendarToken();
  assert.deepEqual(outcome(await exchange(token)), NOT_FOUND);
  assert.deepEqual(outcome(await exchange(token)), NOT_FOUND);
  assert.equal(events('refresh refused').length, 1);
});

test('a connection that offers no offline access gives nothing to exchange', async () => {
  await run.tenant.switches.set({ connection_offline_access: 'off' });
  const { body } = await (await connector()).connected();
  assert.ok(Date.parse(body.expires_at) > Date.now());
  assert.deepEqual(outcome(await exchange(await calendarToken())), NOT_FOUND);
});

test('login_hint chooses among several accounts; without it the one connected last', async () => {
  const ada = await connector();
  await ada.connected('private@gmail.example');
  await ada.connected('work@gmail.example');
  const token = await calendarToken();
  const used = async (changes) => {
    const { body } = await exchange(token, changes);
    return (await upstream('userinfo', body.access_token)).body.email;
  };
  assert.equal(await used({}), 'work@gmail.example');
  assert.equal(await used({ login_hint: 'private@gmail.example' }), 'private@gmail.example');
  assert.deepEqual(outcome(await exchange(token, { login_hint: 'nobody@gmail.example' })), NOT_FOUND);
});

test('a browser application, another backend, a wrong secret and an unknown client are refused', async () => {
  await (await connector()).connected();
  const token = await calendarToken();
  const cases = [
    [{ client_id: 'demo-spa', client_secret: undefined }, 403, 'unauthorized_client'],
    [{ client_id: 'orders-api', client_secret: 'orders-api-development-secret' }, 403, 'unauthorized_client'],
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
    [{ client_secret: undefined }, 401, 'invalid_client'],
    [{ client_id: 'made-up' }, 401, 'invalid_client'],
    [{ client_id: undefined }, 400, 'invalid_request'],
  ];
  for (const [changes, ...wanted] of cases) assert.deepEqual(outcome(await exchange(token, changes)), wanted);
});

test('a subject token of another API, of nobody, expired, or of another kind is refused', async () => {
  const ada = await connector();
  await ada.connected();
  const token = await calendarToken();
  const web = { client_id: 'demo-web', client_secret: 'demo-web-development-secret' };
  const cases = [
    [ada.token, {}],
    ['noise', {}],
    [token, { subject_token_type: typeOf('refresh') }],
    [token, web],
  ];
  for (const [subject, changes] of cases) {
    const { status, body } = await exchange(subject, changes);
    assert.deepEqual([status, body.error], [401, 'invalid_request']);
    assert.match(body.error_description, /^Invalid subject token: /);
  }
  run.tenant.clock.advance(86401);
  assert.deepEqual(outcome(await exchange(token)), [401, 'invalid_request']);
});

test('the refresh token of one client is none of another', async () => {
  await (await connector()).connected();
  const { refresh_token: token } = await run.visitor.tokens('ada', { scope: 'openid offline_access' });
  const changes = { client_id: 'demo-web', client_secret: 'demo-web-development-secret' };
  const refused = await exchange(token, { ...changes, subject_token_type: typeOf('refresh') });
  assert.deepEqual(outcome(refused), [401, 'invalid_request']);
});

test('missing and wrong parameters are named', async () => {
  const token = await calendarToken();
  for (const name of ['subject_token', 'subject_token_type', 'requested_token_type', 'connection']) {
    const { status, body } = await exchange(token, { [name]: undefined });
    assert.deepEqual([status, body.error_description], [400, `Missing required parameter: ${name}`]);
  }
  for (const changes of [{ subject_token_type: 'x' }, { requested_token_type: 'x' }, { connection: ['a', 'b'] }]) {
    assert.deepEqual(outcome(await exchange(token, changes, { json: true })), [400, 'invalid_request']);
  }
  for (const connection of ['windowslive', 'made-up']) {
    const { status, body } = await exchange(token, { connection });
    assert.equal(status, 400);
    assert.match(body.error_description, /Token Vault is not enabled/);
  }
});

test('no token of a provider, and no secret of a backend, reaches the log', async () => {
  await (await connector()).connected();
  const token = await calendarToken();
  const { body } = await exchange(token);
  const text = JSON.stringify([run.tenant.log.entries(), run.tenant.upstream()]);
  for (const secret of [body.access_token, token, 'calendar-api-development-secret']) assert.ok(!text.includes(secret));
  assert.match(text, /given to calendar-api/);
});

test('the log of the providers can be read by a page', async () => {
  await (await connector()).connected();
  const { events: seen } = await (await fetch(`${run.tenant.url}/control/upstream`)).json();
  assert.deepEqual(
    seen.map(({ event }) => event),
    ['asked', 'approved', 'code redeemed'],
  );
});
