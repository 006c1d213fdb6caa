// Anonymous sessions, at the endpoints.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const running = await runningTenant();

async function post(path, body, headers = {}) {
  const response = await fetch(running.tenant.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
    body: JSON.stringify({ client_id: 'demo-spa', ...body }),
  });
  const text = await response.text();
  return { response, status: response.status, body: text ? JSON.parse(text) : undefined };
}

const token = (body) => post('/anonymous/token', body);

test('a session begins, and goes on as the same person', async () => {
  const first = await token({ audience: CALENDAR, scope: 'read:calendar', metadata: { from: 'ad' } });
  const { access_token: access, expires_in: life, session_token: session, session_expires_in: rest } = first.body;
  const claims = decodeJwt(access);
  assert.match(claims.sub, /^anon@/);
  assert.deepEqual([claims.aud, claims.scope, life, rest], [CALENDAR, 'read:calendar', 3600, 30 * 86400]);
  running.tenant.clock.advance(100);
  const second = await token({ session_token: session });
  assert.equal(decodeJwt(second.body.access_token).sub, claims.sub);
  assert.deepEqual([second.body.session_token, second.body.scope], [undefined, undefined]);
  assert.ok(second.body.session_expires_in <= rest - 100, 'its time runs from the beginning');
});

test('a browser that sends its cookie ends its session', async () => {
  const { response, body } = await token({});
  assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
  const [cookie] = response.headers.get('set-cookie').split(';');
  assert.equal((await post('/anonymous/logout', {}, { cookie })).status, 204);
  const over = await token({ session_token: body.session_token });
  assert.deepEqual([over.status, over.body.error], [401, 'invalid_session_token']);
});

test('a session expires', async () => {
  const { body } = await token({});
  running.tenant.clock.advance(30 * 86400 + 1);
  assert.equal((await token({ session_token: body.session_token })).body.error, 'session_expired');
});

test('what is not as it should be is refused with its code', async () => {
  const { body } = await token({});
  const refusals = [
    [{ client_id: 'nobody' }, 401, 'invalid_client'],
    [{ client_id: 'other-spa', session_token: body.session_token }, 401, 'invalid_session_token'],
    [{ audience: 'https://orders.example.com/' }, 400, 'invalid_target'],
    [{ audience: CALENDAR, scope: 'write:calendar' }, 400, 'invalid_scope'],
    [{ metadata: { much: 'x'.repeat(1100) } }, 400, 'invalid_request'],
    [{ metadata: 'text' }, 400, 'invalid_request'],
    [{ audience: 7 }, 400, 'invalid_request'],
  ];
  for (const [request, status, error] of refusals) {
    const refused = await token(request);
    assert.deepEqual([refused.status, refused.body.error], [status, error], JSON.stringify(request));
  }
  await running.tenant.switches.set({ anonymous: 'off' });
  assert.equal((await token({})).body.error, 'feature_not_enabled');
});

test('no token of a session is in the log', async () => {
  const { body } = await token({});
  await token({ session_token: body.session_token });
  const text = JSON.stringify(running.tenant.log.entries(0));
  assert.ok(!text.includes(body.session_token) && !text.includes(body.access_token));
});
