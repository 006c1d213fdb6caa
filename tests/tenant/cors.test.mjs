import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningTenant } from './support/running.mjs';
import { ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

const ENDPOINTS = ['/oauth/token', '/userinfo', '/.well-known/jwks.json', '/.well-known/openid-configuration'];
const corsOf = (response) => [...response.headers].filter(([name]) => name.startsWith('access-control-'));

function preflight(path, origin) {
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'auth0-client,authorization,content-type,dpop',
  };
  return fetch(run.tenant.url + path, { method: 'OPTIONS', headers });
}

test('a registered origin’s preflight is granted', async () => {
  for (const path of ENDPOINTS) {
    const response = await preflight(path, ORIGIN);
    assert.equal(response.status, 204, path);
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    const allowed = response.headers.get('access-control-allow-headers').split(', ');
    for (const name of ['authorization', 'dpop', 'auth0-client', 'content-type'])
      assert.ok(allowed.includes(name), name);
    assert.match(response.headers.get('vary'), /Origin/);
  }
});

test('an unknown origin gets no CORS header, neither for the preflight nor for the request', async () => {
  for (const origin of ['https://attacker.example', 'null', `${ORIGIN}.attacker.example`, 'http://localhost:71000']) {
    for (const path of ENDPOINTS) {
      assert.deepEqual(corsOf(await preflight(path, origin)), [], `${origin} ${path}`);
      assert.deepEqual(corsOf(await fetch(run.tenant.url + path, { headers: { origin } })), [], `${origin} ${path}`);
    }
  }
});

test('a token request of an unknown origin does not use up the code', async () => {
  const done = await run.visitor.signIn('ada');
  const stolen = await run.visitor.redeem(done, {}, { headers: { origin: 'https://attacker.example' } });
  assert.equal(stolen.status, 403);
  assert.equal((await run.visitor.redeem(done, {}, { headers: { origin: ORIGIN } })).status, 200);
});

test('success and failure alike can be read, with the headers the client needs', async () => {
  const done = await run.visitor.signIn('ada');
  const headers = { origin: ORIGIN };
  for (const status of [200, 403]) {
    const { response } = await run.visitor.redeem(done, {}, { headers });
    assert.equal(response.status, status);
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    const exposed = response.headers.get('access-control-expose-headers').split(', ');
    for (const name of ['DPoP-Nonce', 'WWW-Authenticate', 'Retry-After', 'x-ratelimit-reset'])
      assert.ok(exposed.includes(name));
  }
});

test('a refusal of /userinfo can be read', async () => {
  const response = await fetch(`${run.tenant.url}/userinfo`, {
    headers: { origin: ORIGIN, authorization: 'Bearer x' },
  });
  assert.equal(response.status, 401);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.match(response.headers.get('www-authenticate'), /invalid_token/);
});

test('pages are not open to other origins', async () => {
  for (const path of [run.visitor.request().path, '/v2/logout?client_id=demo-spa', '/oidc/logout']) {
    const response = await fetch(run.tenant.url + path, { redirect: 'manual', headers: { origin: ORIGIN } });
    assert.deepEqual(corsOf(response), [], path);
  }
});

test('cors=blocked takes the headers away', async () => {
  await run.tenant.switches.set({ cors: 'blocked' });
  assert.deepEqual(corsOf(await preflight('/oauth/token', ORIGIN)), []);
  const response = await fetch(`${run.tenant.url}/.well-known/jwks.json`, { headers: { origin: ORIGIN } });
  assert.deepEqual(corsOf(response), []);
});

test('an origin added later is as good as one from the start', async () => {
  const origin = 'http://localhost:7555';
  assert.deepEqual(corsOf(await preflight('/oauth/token', origin)), []);
  run.tenant.allowOrigin(origin);
  assert.equal((await preflight('/oauth/token', origin)).headers.get('access-control-allow-origin'), origin);
  assert.ok((await run.visitor.signIn('ada', { redirect_uri: `${origin}/callback` })).answer.code);
});

test('what is not an origin is refused with an example', () => {
  for (const wrong of ['http://localhost:7100/', 'localhost:7100', 'x']) {
    assert.throws(() => run.tenant.allowOrigin(wrong), /is not an origin; write it as/);
  }
});
