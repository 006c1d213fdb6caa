import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

const ORDERS = 'https://orders.example.com/';
const lasting = (changes = {}) => run.visitor.tokens('ada', { scope: 'openid offline_access', ...changes });
const now = () => Math.floor(Date.now() / 1000);

test('refresh_loses_response: the token is used up and no answer arrives', async () => {
  await run.tenant.switches.set({ refresh_loses_response: 'once' });
  const { refresh_token: token } = await lasting();
  await assert.rejects(run.visitor.refresh(token, {}, { headers: { origin: ORIGIN } }), TypeError);
  const entry = run.tenant.log.entries().at(-1);
  assert.equal(entry.status, null);
  assert.match(entry.note, /rotated: generation 1; but the connection was dropped/);
  assert.equal(run.tenant.switches.get().refresh_loses_response, 'off');
  assert.equal((await run.visitor.refresh(token)).status, 403, 'the second use is reuse');
  assert.equal(run.tenant.families()[0].reuse_events, 1);
});

test('refresh_loses_response=always goes on, and spares code redemptions and refusals', async () => {
  await run.tenant.switches.set({ refresh_loses_response: 'always' });
  for (const _ of [1, 2]) {
    const { refresh_token: token } = await lasting();
    await assert.rejects(run.visitor.refresh(token), TypeError);
  }
  assert.equal((await run.visitor.refresh('v1.made-up')).status, 403);
});

test('no connection is used twice while answers are lost', async () => {
  await run.tenant.switches.set({ refresh_loses_response: 'always' });
  const response = await fetch(`${run.tenant.url}/.well-known/jwks.json`);
  assert.equal(response.headers.get('connection'), 'close');
});

test('refresh_id_token spoils the ID token of a refresh, and no other', async () => {
  const wrong = {
    omit: (claims) => assert.equal(claims, undefined),
    other_sub: ({ sub }) => assert.equal(sub, 'auth0|mallory'),
    other_nonce: ({ nonce }) => assert.equal(nonce, 'a-nonce-nobody-sent'),
    other_sid: ({ sid }) => assert.equal(sid, 'a-session-nobody-began'),
    later_session_expiry: (claims) => assert.equal(claims.session_expiry, claims.iat + 86400),
  };
  for (const [value, check] of Object.entries(wrong)) {
    await run.tenant.switches.set({ refresh_id_token: value });
    const first = await lasting();
    const claims = decodeJwt(first.id_token);
    assert.deepEqual([claims.sub, claims.nonce, claims.session_expiry], ['auth0|ada', 'the-nonce', undefined], value);
    const { body } = await run.visitor.refresh(first.refresh_token);
    assert.ok(body.refresh_token, value);
    check(body.id_token && decodeJwt(body.id_token));
  }
});

test('scope_override speaks for the answer, not for the token', async () => {
  const asked = { audience: CALENDAR, scope: 'openid read:calendar' };
  await run.tenant.switches.set({ scope_override: 'openid nothing:else' });
  const body = await lasting(asked);
  assert.equal(body.scope, 'openid nothing:else');
  assert.equal(decodeJwt(body.access_token).scope, 'openid read:calendar');
  await run.tenant.switches.set({ scope_override: 'omit' });
  assert.equal('scope' in (await lasting(asked)), false);
});

test('an API has the dialect it is registered with, unless a switch says otherwise', async () => {
  const formOf = async (audience) => {
    const { access_token: token } = await lasting({ audience, scope: 'openid' });
    const claims = decodeJwt(token);
    return [decodeProtectedHeader(token).typ, claims.azp, claims.client_id];
  };
  const auth0 = ['JWT', 'demo-spa', undefined];
  const rfc9068 = ['at+jwt', undefined, 'demo-spa'];
  assert.deepEqual(await formOf(CALENDAR), auth0);
  assert.deepEqual(await formOf(ORDERS), rfc9068);
  await run.tenant.switches.set({ token_dialect: 'auth0' });
  assert.deepEqual(await formOf(ORDERS), auth0);
  await run.tenant.switches.set({ token_dialect: 'rfc9068' });
  assert.deepEqual(await formOf(CALENDAR), rfc9068);
});

test('third_party_cookies=blocked: no session in a frame, the session elsewhere', async () => {
  await run.visitor.signIn('ada');
  const silent = { prompt: 'none', response_mode: 'web_message' };
  const posted = async () => (await run.visitor.authorize(silent)).text;
  assert.match(await posted(), /"code":/);
  await run.tenant.switches.set({ third_party_cookies: 'blocked' });
  assert.match(await posted(), /"error":"login_required"/);
  assert.ok((await run.visitor.authorize({ prompt: 'none' })).answer.code, 'a whole page has its cookies');
  await run.tenant.switches.set({ third_party_cookies: 'allowed' });
  assert.match(await posted(), /"code":/, 'and the session was not lost');
});

test('third_party_cookies=blocked goes by what the browser says of the frame', async () => {
  await run.visitor.signIn('ada');
  await run.tenant.switches.set({ third_party_cookies: 'blocked' });
  const { path } = run.visitor.request({ prompt: 'none', response_mode: 'web_message' });
  for (const [destination, wanted] of [
    ['iframe', /login_required/],
    ['document', /"code":/],
  ]) {
    const response = await run.visitor.go(path, { headers: { 'sec-fetch-dest': destination } });
    assert.match(await response.text(), wanted, destination);
  }
});

test('third_party_cookies=blocked leaves no cookie behind in a frame', async () => {
  const { path } = run.visitor.request();
  const cookies = async () => {
    const response = await run.visitor.go(path, { headers: { 'sec-fetch-dest': 'iframe' } });
    return response.headers.getSetCookie().length;
  };
  assert.notEqual(await cookies(), 0);
  await run.tenant.switches.set({ third_party_cookies: 'blocked' });
  assert.equal(await cookies(), 0);
});

test('session_expiry is counted from the sign-in and not moved by a refresh', async () => {
  await run.tenant.switches.set({ session_expiry: 3600 });
  const before = now();
  const first = await lasting();
  const ceiling = decodeJwt(first.id_token).session_expiry;
  assert.ok(ceiling >= before + 3600 && ceiling <= now() + 3600);
  run.tenant.clock.advance(100);
  const { body } = await run.visitor.refresh(first.refresh_token);
  assert.equal(decodeJwt(body.id_token).session_expiry, ceiling);
});

test('a blocked user can neither refresh nor sign in; the others can', async () => {
  const { refresh_token: token } = await lasting();
  await run.tenant.switches.set({ blocked_user: 'ada' });
  const { status, body } = await run.visitor.refresh(token);
  assert.deepEqual([status, body.error, body.error_description], [403, 'unauthorized', 'user is blocked']);
  assert.equal((await run.visitor.authorize({ prompt: 'none' })).answer.error_description, 'user is blocked');
  await run.tenant.switches.set({ blocked_user: 'grace' });
  assert.equal((await run.visitor.refresh(token)).status, 200, 'the refusal did not use the token up');
});

test('a refresh token of a deleted user says so', async () => {
  const { refresh_token: token } = await lasting();
  await run.tenant.switches.set({ deleted_user: 'ada' });
  const { status, body } = await run.visitor.refresh(token);
  assert.deepEqual([status, body.error], [403, 'invalid_grant']);
  assert.match(body.error_description, /a user who doesn't exist anymore/);
  assert.equal((await run.visitor.authorize({ prompt: 'none' })).answer.error, 'login_required');
});
