import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import { startApi } from '../../www-example/api/index.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();
const api = await startApi({ port: 0, tenant: run.tenant.url, origins: [ORIGIN] });
after(() => api.close());
beforeEach(() => api.reset());

const MFA = 'http://schemas.openid.net/pape/policies/2007/06/multi-factor';
const tokenFor = async (changes) =>
  (await run.visitor.tokens('ada', { audience: CALENDAR, scope: 'openid read:calendar', ...changes })).access_token;

async function get(token, { path = '/calendar', method = 'GET', body } = {}) {
  const headers = { origin: ORIGIN, authorization: `Bearer ${token}` };
  const response = await fetch(api.url + path, { method, headers, body });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const statusOf = async (token) => (await get(token)).status;

async function control(method, path, body, headers = {}) {
  const response = await fetch(`${api.url}/control/${path}`, { method, headers, body });
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
}

test('an event is taken in, with the scope for it, and a bad one is refused', async () => {
  const writer = await tokenFor({ scope: 'openid write:calendar' });
  const post = (token, text) => get(token, { method: 'POST', body: text });
  const { status, body } = await post(writer, JSON.stringify({ title: 'Tea' }));
  assert.deepEqual([status, body.event.title], [201, 'Tea']);
  for (const text of ['{', '{}', 'null', '']) assert.equal((await post(writer, text)).status, 400);
  assert.equal((await post(await tokenFor(), '{"title":"Tea"}')).body.error, 'insufficient_scope');
});

test('echo says what arrived', async () => {
  const { body } = await get(await tokenFor(), { path: '/echo?a=1', method: 'PUT', body: 'text' });
  assert.deepEqual([body.method, body.url, body.body, body.key], ['PUT', '/echo?a=1', 'text', null]);
});

test('a body over a mebibyte is refused', async () => {
  const { status } = await get(await tokenFor(), { path: '/echo', method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
  assert.equal(status, 413);
});

test('api_force_401: once, for one token, always', async () => {
  const [first, second] = [await tokenFor(), await tokenFor()];
  await api.switches.set({ api_force_401: 'once' });
  const refused = await get(first);
  assert.deepEqual([refused.status, refused.body.error], [401, 'invalid_token']);
  assert.match(refused.headers.get('www-authenticate'), /^Bearer .*error="invalid_token"/);
  assert.equal(await statusOf(first), 200);
  await api.switches.set({ api_force_401: 'token' });
  assert.deepEqual([await statusOf(first), await statusOf(first), await statusOf(second)], [401, 401, 200]);
  await api.switches.set({ api_force_401: 'always' });
  assert.deepEqual([await statusOf(first), await statusOf(second)], [401, 401]);
});

test('api_stepup=acr: a challenge that names the factor, and a sign-in with it is enough', async () => {
  await api.switches.set({ api_stepup: 'acr' });
  const { status, headers, body } = await get(await tokenFor());
  assert.deepEqual([status, body.error], [401, 'insufficient_user_authentication']);
  assert.ok(headers.get('www-authenticate').includes(`acr_values="${MFA}"`));
  assert.equal(await statusOf(await tokenFor({ acr_values: MFA })), 200);
});

test('api_stepup=max_age: a sign-in that is recent is enough, an old one is not', async () => {
  await api.switches.set({ api_stepup: 'max_age' });
  const refused = await get(await tokenFor());
  assert.match(refused.headers.get('www-authenticate'), /error="insufficient_user_authentication".*max_age="300"/);
  const token = await tokenFor({ max_age: '300' });
  assert.equal(await statusOf(token), 200);
  await api.switches.set({ clock_ahead: 301 });
  assert.equal(await statusOf(token), 401);
});

test('api_scope asks for another scope than the path’s own', async () => {
  await api.switches.set({ api_scope: 'write:calendar' });
  const refused = await get(await tokenFor());
  assert.equal(refused.status, 403);
  assert.match(refused.headers.get('www-authenticate'), /error="insufficient_scope".*scope="write:calendar"/);
  assert.equal(await statusOf(await tokenFor({ scope: 'openid write:calendar' })), 200);
});

test('rate_limit answers 429 with Retry-After that a page can read', async () => {
  const token = await tokenFor();
  await api.switches.set({ rate_limit: 'once' });
  const { status, headers } = await get(token);
  assert.deepEqual([status, headers.get('retry-after'), headers.get('www-authenticate')], [429, '1', null]);
  assert.match(headers.get('access-control-expose-headers'), /Retry-After/);
  assert.equal(await statusOf(token), 200);
});

test('cors_expose=none hides the headers from pages', async () => {
  await api.switches.set({ cors_expose: 'none' });
  const { headers } = await get('x');
  assert.equal(headers.get('access-control-expose-headers'), null);
  assert.equal(headers.get('access-control-allow-origin'), ORIGIN);
});

test('clock_ahead lets tokens expire', async () => {
  const token = await tokenFor();
  await api.switches.set({ clock_ahead: 86401 });
  assert.equal((await get(token)).body.error, 'invalid_token');
});

test('the switches are described, set, refused by name, and set back', async () => {
  const { body } = await control('GET', 'switches');
  for (const row of body.switches) assert.match(row.help, /^[A-Z].*\.$/, row.name);
  const set = await control('PATCH', 'switches', '{"rs_nonce":"required"}');
  assert.equal(set.body.switches.find(({ name }) => name === 'rs_nonce').value, 'required');
  for (const [text, reason] of [
    ['{"made_up":1}', /no switch "made_up"/],
    ['{"rs_nonce":"x"}', /"x" is not a value of "rs_nonce"/],
    ['{', /JSON object/],
  ]) {
    const refused = await control('PATCH', 'switches', text);
    assert.equal(refused.status, 400);
    assert.match(refused.body.error, reason);
  }
  assert.equal((await control('POST', 'reset')).status, 204);
  assert.equal(api.switches.get().rs_nonce, 'off');
  assert.equal((await control('GET', 'nothing')).status, 404);
  assert.equal((await control('GET', 'log?after=x')).status, 400);
  assert.equal((await control('DELETE', 'log')).status, 204);
});

test('strangers may not control the API', async () => {
  assert.equal((await control('GET', 'switches', undefined, { origin: 'https://attacker.example' })).status, 403);
  assert.equal((await control('GET', 'switches', undefined, { origin: ORIGIN })).status, 200);
  const status = await new Promise((resolve, reject) => {
    const options = { port: api.port, host: '127.0.0.1', path: '/control/log', headers: { host: 'rebound.example' } };
    request(options, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
  assert.equal(status, 403);
});
