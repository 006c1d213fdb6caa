import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();
const now = () => Math.floor(Date.now() / 1000);

test('token_body replaces the answer, after the code was used', async () => {
  const cases = {
    html: { status: 502, type: /html/, text: /^<!doctype html>/ },
    html_ok: { status: 200, type: /html/, text: /^<!doctype html>/ },
    empty: { status: 200, type: /json/, text: /^$/ },
    truncated: { status: 200, type: /json/, text: /^\{"access_token":".*[^}]$/ },
  };
  for (const [value, wanted] of Object.entries(cases)) {
    await run.tenant.switches.set({ token_body: value });
    const done = await run.visitor.signIn('ada');
    const { status, text, response } = await run.visitor.redeem(done);
    assert.equal(status, wanted.status, value);
    assert.match(response.headers.get('content-type'), wanted.type, value);
    assert.match(text, wanted.text, value);
    await run.tenant.switches.set({ token_body: 'normal' });
    assert.equal((await run.visitor.redeem(done)).status, 403, `${value}: the code is used up`);
  }
});

test('expires_in shortens the token and the answer alike; omit leaves the member out', async () => {
  const asked = { audience: CALENDAR, scope: 'openid' };
  await run.tenant.switches.set({ expires_in: 7 });
  const short = await run.visitor.tokens('ada', asked);
  const { exp, iat } = decodeJwt(short.access_token);
  assert.deepEqual([short.expires_in, exp - iat], [7, 7]);
  assert.equal((await run.visitor.tokens('ada')).expires_in, 7, 'opaque tokens too');
  await run.tenant.switches.set({ expires_in: 'omit' });
  const without = await run.visitor.tokens('ada', asked);
  assert.equal('expires_in' in without, false);
  assert.equal(decodeJwt(without.access_token).exp - decodeJwt(without.access_token).iat, 86400);
});

test('clock_skew moves the tokens and the Date header', async () => {
  await run.tenant.switches.set({ clock_skew: 5000 });
  const asked = { audience: CALENDAR, scope: 'openid', max_age: '100000' };
  const { body, response } = await run.visitor.redeem(await run.visitor.signIn('ada', asked));
  for (const [token, life] of [
    [body.id_token, 36000],
    [body.access_token, 86400],
  ]) {
    const { iat, exp } = decodeJwt(token);
    assert.ok(iat > now() + 4000);
    assert.equal(exp - iat, life);
  }
  assert.ok(decodeJwt(body.id_token).auth_time > now() + 4000);
  assert.ok(Date.parse(response.headers.get('date')) > Date.now() + 4000_000);
});

test('issuer_override changes tokens, discovery and the iss parameter', async () => {
  const other = 'https://another-tenant.example/';
  await run.tenant.switches.set({ issuer_override: other, iss_param: 'on' });
  const done = await run.visitor.signIn('ada', { audience: CALENDAR, scope: 'openid' });
  assert.equal(done.answer.iss, other);
  const { body } = await run.visitor.redeem(done);
  assert.deepEqual([decodeJwt(body.id_token).iss, decodeJwt(body.access_token).iss], [other, other]);
  const discovery = await (await fetch(`${run.tenant.url}/.well-known/openid-configuration`)).json();
  assert.equal(discovery.issuer, other);
});

test('rate_limit=token answers 429 at the token endpoint only, without using the code', async () => {
  const done = await run.visitor.signIn('ada');
  await run.tenant.switches.set({ rate_limit: 'token' });
  const { status, body, response } = await run.visitor.redeem(done, {}, { headers: { origin: ORIGIN } });
  assert.equal(status, 429);
  assert.deepEqual(body, { error: 'too_many_requests', error_description: 'Global limit has been reached' });
  assert.equal(response.headers.get('retry-after'), '1');
  assert.equal(response.headers.get('x-ratelimit-remaining'), '0');
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal((await fetch(`${run.tenant.url}/.well-known/jwks.json`)).status, 200);
  await run.tenant.switches.set({ rate_limit: 'off' });
  assert.equal((await run.visitor.redeem(done)).status, 200);
});

test('rate_limit=all leaves only the control API', async () => {
  await run.tenant.switches.set({ rate_limit: 'all' });
  for (const path of ['/authorize', '/.well-known/jwks.json', '/userinfo', '/v2/logout']) {
    assert.equal((await fetch(run.tenant.url + path, { redirect: 'manual' })).status, 429, path);
  }
  assert.equal((await fetch(`${run.tenant.url}/control/switches`)).status, 200);
});

test('token_delay lets a later request overtake', async () => {
  const done = await run.visitor.signIn('ada');
  await run.tenant.switches.set({ token_delay: 200 });
  const order = [];
  const slow = run.visitor.redeem(done).then(({ status }) => order.push(`token ${status}`));
  const quick = fetch(`${run.tenant.url}/.well-known/jwks.json`).then(() => order.push('keys'));
  await Promise.all([slow, quick]);
  assert.deepEqual(order, ['keys', 'token 200']);
  assert.match(run.tenant.log.entries().at(-1).note, /after a delay of 200 ms/);
});

test('token_redirect sends the request elsewhere, and the log tells who followed', async () => {
  const done = await run.visitor.signIn('ada');
  await run.tenant.switches.set({ token_redirect: '307' });
  const { status, response } = await run.visitor.redeem(done, {}, { headers: { origin: ORIGIN } });
  assert.equal(status, 307);
  const target = response.headers.get('location');
  assert.equal(target, `${run.tenant.url}/oauth/token-moved`);
  const headers = { origin: ORIGIN };
  const followed = await fetch(target, { method: 'POST', headers, body: new URLSearchParams({ code: 'x' }) });
  assert.equal(followed.headers.get('access-control-allow-origin'), ORIGIN, 'CORS does not hide who follows');
  assert.match(run.tenant.log.entries().at(-1).note, /followed the redirect/);
});
