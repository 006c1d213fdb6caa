import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';

const run = await runningTenant();

const HOUR = 3600;
const now = () => Math.floor(Date.now() / 1000);

async function advance(body) {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${run.tenant.url}/control/clock`, init);
  return { status: response.status, body: await response.json() };
}

test('the clock is advanced by request, and adds up', async () => {
  assert.deepEqual(await advance({ advance: HOUR }), { status: 200, body: { ahead: HOUR } });
  assert.deepEqual((await advance({ advance: HOUR })).body, { ahead: 2 * HOUR });
});

test('what is not a number of seconds is refused', async () => {
  for (const body of [{}, { advance: 0 }, { advance: -1 }, { advance: 1.5 }, { advance: '60' }, []]) {
    const { status, body: answer } = await advance(body);
    assert.equal(status, 400);
    assert.match(answer.error, /whole number of seconds.*\{"advance":3600\}/);
  }
  assert.throws(() => run.tenant.clock.advance(0), RangeError);
});

test('tokens and the Date header follow', async () => {
  run.tenant.clock.advance(HOUR);
  const { body, response } = await run.visitor.redeem(await run.visitor.signIn('ada'));
  assert.ok(decodeJwt(body.id_token).iat >= now() + HOUR - 5);
  assert.ok(Date.parse(response.headers.get('date')) > Date.now() + (HOUR - 5) * 1000);
});

test('the time of the sign-in stays where it was', async () => {
  await run.visitor.signIn('ada');
  run.tenant.clock.advance(HOUR);
  const claims = decodeJwt((await run.visitor.tokens('ada', { max_age: '7200' })).id_token);
  assert.ok(Math.abs(claims.auth_time - now()) < 60);
  assert.ok(claims.iat - claims.auth_time >= HOUR);
});

test('codes and access tokens expire, and a session grows too old for max_age', async () => {
  const done = await run.visitor.signIn('ada');
  const { access_token: token } = await run.visitor.tokens('ada');
  const ask = () => fetch(`${run.tenant.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask()).status, 200);
  run.tenant.clock.advance(61);
  assert.equal((await run.visitor.redeem(done)).status, 403);
  assert.match(run.tenant.log.entries().at(-1).note, /the code has expired/);
  assert.equal((await run.visitor.authorize({ prompt: 'none', max_age: '60' })).answer.error, 'login_required');
  run.tenant.clock.advance(24 * HOUR);
  assert.equal((await ask()).status, 401);
});

test('a session ends after three days', async () => {
  await run.visitor.signIn('ada');
  run.tenant.clock.advance(71 * HOUR);
  assert.ok((await run.visitor.authorize({ prompt: 'none' })).answer.code);
  run.tenant.clock.advance(73 * HOUR);
  assert.equal((await run.visitor.authorize({ prompt: 'none' })).answer.error, 'login_required');
});

test('reset sets the clock back', async () => {
  run.tenant.clock.advance(HOUR);
  run.tenant.reset();
  assert.ok(decodeJwt((await run.visitor.tokens('ada')).id_token).iat <= now());
});
