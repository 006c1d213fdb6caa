import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../../www-example/api/index.mjs';
import { startTenant } from '../../www-example/tenant/index.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN, Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const api = await startApi({ port: 0, tenant: run.tenant.url, origins: [ORIGIN] });
after(() => api.close());

const asked = { audience: CALENDAR, scope: 'openid read:calendar' };

async function get(path, authorization, headers = {}) {
  const response = await fetch(api.url + path, {
    headers: { ...(authorization ? { authorization } : {}), ...headers },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function assertRefused({ status, headers, body }, wantedStatus, error, challenge) {
  assert.deepEqual([status, body.error], [wantedStatus, error]);
  assert.match(headers.get('www-authenticate'), challenge);
}

test('with the right token a person sees their calendar', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', asked);
  const { status, body } = await get('/calendar', `Bearer ${token}`);
  assert.equal(status, 200);
  assert.equal(body.owner, 'auth0|ada');
  assert.equal(body.events.length, 3);
  for (const event of body.events) {
    assert.ok(event.title && event.place);
    assert.ok(new Date(event.start) < new Date(event.end));
  }
});

test('public paths need nothing', async () => {
  assert.deepEqual([(await get('/public')).status, (await get('/health')).body], [200, { status: 'ok' }]);
});

test('without a token: 401 and a bare challenge for each scheme, as RFC 6750 and RFC 9449 ask', async () => {
  const challenges = (realm) => new RegExp(`^Bearer realm="${realm}", DPoP realm="${realm}", algs="ES256"$`);
  assertRefused(await get('/calendar'), 401, 'unauthorized', challenges('calendar'));
  assertRefused(await get('/orders'), 401, 'unauthorized', challenges('orders'));
  assertRefused(await get('/calendar', 'Basic eDp5'), 401, 'unauthorized', challenges('calendar'));
});

test('a malformed header is a bad request', async () => {
  assertRefused(await get('/calendar', 'Bearer'), 400, 'invalid_request', /error="invalid_request"/);
});

test('without the scope: 403, and the challenge names it', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', { audience: CALENDAR, scope: 'openid' });
  const refused = await get('/calendar', `Bearer ${token}`);
  assertRefused(refused, 403, 'insufficient_scope', /error="insufficient_scope".*scope="read:calendar"/);
});

test('tokens for another API, for userinfo, ID tokens and noise are refused', async () => {
  const orders = await run.visitor.tokens('ada', {
    audience: 'https://orders.example.com/',
    scope: 'openid read:orders',
  });
  const plain = await run.visitor.tokens('ada');
  assert.equal((await get('/orders', `Bearer ${orders.access_token}`)).body.orders.length, 2);
  const { body } = await get('/calendar', `Bearer ${plain.access_token}`);
  assert.match(body.error_description, /for no API; ask for one with the audience https:\/\/calendar/);
  for (const token of [orders.access_token, plain.access_token, plain.id_token, 'a.b.c']) {
    assertRefused(await get('/calendar', `Bearer ${token}`), 401, 'invalid_token', /error="invalid_token"/);
  }
});

test('a token of another tenant is refused', async () => {
  const other = await startTenant({ port: 0, origins: [ORIGIN] });
  try {
    const { access_token: token } = await new Visitor(other).tokens('ada', asked);
    assertRefused(await get('/calendar', `Bearer ${token}`), 401, 'invalid_token', /invalid_token/);
  } finally {
    await other.close();
  }
});

test('an expired token is refused', async () => {
  await run.tenant.switches.set({ clock_skew: -100000 });
  const { access_token: token } = await run.visitor.tokens('ada', asked);
  assertRefused(await get('/calendar', `Bearer ${token}`), 401, 'invalid_token', /exp/);
});

test('a changed token is refused', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', { ...asked, scope: 'openid' });
  const [header, payload, signature] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url')), scope: 'read:calendar' };
  const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  assertRefused(await get('/calendar', `Bearer ${forged}`), 401, 'invalid_token', /signature/);
});

test('a rotated key is found without a restart', async () => {
  const before = await run.visitor.tokens('ada', asked);
  assert.equal((await get('/calendar', `Bearer ${before.access_token}`)).status, 200);
  await run.tenant.switches.set({ rotate_keys: 'rotate' });
  const later = await run.visitor.tokens('ada', asked);
  assert.equal((await get('/calendar', `Bearer ${later.access_token}`)).status, 200);
});

test('registered pages can read answers and challenges, others cannot', async () => {
  const known = await get('/calendar', undefined, { origin: ORIGIN });
  assert.equal(known.headers.get('access-control-allow-origin'), ORIGIN);
  assert.match(known.headers.get('access-control-expose-headers'), /WWW-Authenticate/);
  const stranger = await get('/public', undefined, { origin: 'https://attacker.example' });
  assert.equal(stranger.headers.get('access-control-allow-origin'), null);
  const preflight = await fetch(`${api.url}/calendar`, {
    method: 'OPTIONS',
    headers: {
      origin: ORIGIN,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
});

test('unknown paths are 404; an unreachable tenant is 503', async () => {
  assert.equal((await get('/nothing')).status, 404);
  const tenant = await startTenant({ port: 0, origins: [ORIGIN] });
  const orphan = await startApi({ port: 0, tenant: tenant.url });
  const { access_token: token } = await new Visitor(tenant).tokens('ada', asked);
  await tenant.close();
  const response = await fetch(`${orphan.url}/calendar`, { headers: { authorization: `Bearer ${token}` } });
  await orphan.close();
  assert.equal(response.status, 503);
  assert.equal((await response.json()).error, 'temporarily_unavailable');
});
