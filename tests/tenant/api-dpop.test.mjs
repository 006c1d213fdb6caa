import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startApi } from '../../www-example/api/index.mjs';
import { runningTenant } from './support/running.mjs';
import { Prover } from './support/prover.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();
const api = await startApi({ port: 0, tenant: run.tenant.url, origins: [ORIGIN] });
after(() => api.close());
beforeEach(() => api.reset());

const ORDERS = 'https://orders.example.com/';
const scopes = { [CALENDAR]: 'openid read:calendar write:calendar', [ORDERS]: 'openid read:orders' };
const prover = await Prover.create();
const thief = await Prover.create();
const now = () => Math.floor(Date.now() / 1000);

const bound = async (audience = CALENDAR) =>
  (await prover.tokens(run.visitor, 'ada', { audience, scope: scopes[audience] })).access_token;

async function call(path, { method = 'GET', authorization, dpop, body, at = api } = {}) {
  const headers = { origin: ORIGIN, authorization, ...(dpop ? { dpop } : {}) };
  const response = await fetch(at.url + path, { method, headers, body });
  return { response, status: response.status, body: await response.json() };
}

/** One call with a bound token and a proof, which `options` spoil. */
async function get(token, { path = '/calendar', by = prover, method = 'GET', at = api, ...options } = {}) {
  const dpop = await by.proof({ method, url: at.url + path, token, nonce: undefined, ...options });
  return call(path, { method, authorization: `DPoP ${token}`, dpop, at });
}

/** The same, answering one demand of a nonce. */
function fetcher(at = api) {
  const own = Object.assign(new Prover(), prover, { nonce: undefined });
  return (token, path = '/calendar') =>
    own.send(at.url + path, ({ headers }) => call(path, { authorization: `DPoP ${token}`, ...headers, at }), {
      method: 'GET',
      token,
    });
}

function assertRefused({ status, body, response }, wanted, error, challenge) {
  assert.deepEqual([status, body.error], [wanted, error], body.error_description);
  assert.match(response.headers.get('www-authenticate'), challenge);
}

test('a bound token with a proof of its key is served, by every method', async () => {
  const token = await bound();
  assert.equal((await get(token)).body.owner, 'auth0|ada');
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const { status, body } = await get(token, { path: '/echo', method });
    assert.deepEqual([status, body.method, body.key], [200, method, prover.jkt]);
  }
});

test('sent as Bearer it is refused, with or without a proof', async () => {
  const token = await bound();
  const dpop = await prover.proof({ method: 'GET', url: `${api.url}/calendar`, token, nonce: undefined });
  for (const headers of [{}, { dpop }]) {
    const answer = await call('/calendar', { authorization: `Bearer ${token}`, ...headers });
    assertRefused(answer, 401, 'invalid_token', /^Bearer .*error="invalid_token"/);
    assert.match(answer.body.error_description, /requires the DPoP authentication scheme, not Bearer/);
  }
});

test('a stolen token is worth nothing without its key', async () => {
  const refused = await get(await bound(), { by: thief });
  assertRefused(refused, 401, 'invalid_token', /^DPoP realm="calendar", error="invalid_token".*algs="ES256"$/);
});

test('a token that is not bound is no DPoP token', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', { audience: CALENDAR, scope: scopes[CALENDAR] });
  assertRefused(await get(token), 401, 'invalid_token', /^DPoP .*error="invalid_token"/);
});

test('a wrong proof is refused: method, URL, token, time, type, signature, and none at all', async () => {
  const token = await bound();
  const wrong = [
    { claims: { htm: 'POST' } },
    { claims: { htu: `${api.url}/orders` } },
    { claims: { htu: 'https://attacker.example/calendar' } },
    { claims: { ath: undefined } },
    { claims: { ath: 'wrong' } },
    { claims: { iat: now() - 400 } },
    { claims: { iat: now() + 100 } },
    { claims: { jti: undefined } },
    { header: { typ: 'JWT' } },
    { key: thief.privateKey },
  ];
  for (const options of wrong) {
    const refused = await get(token, options);
    assertRefused(refused, 400, 'invalid_dpop_proof', /^DPoP .*error="invalid_dpop_proof"/);
  }
  const bare = await call('/calendar', { authorization: `DPoP ${token}` });
  assertRefused(bare, 400, 'invalid_dpop_proof', /^DPoP /);
});

test('the query of the request does not belong to htu', async () => {
  const token = await bound();
  const dpop = await prover.proof({ method: 'GET', url: `${api.url}/calendar`, token, nonce: undefined });
  assert.equal((await call('/calendar?day=1', { authorization: `DPoP ${token}`, dpop })).status, 200);
});

test('a proof works once, unless a switch lets it', async () => {
  const token = await bound();
  const dpop = await prover.proof({ method: 'GET', url: `${api.url}/calendar`, token, nonce: undefined });
  const use = () => call('/calendar', { authorization: `DPoP ${token}`, dpop });
  assert.equal((await use()).status, 200);
  assertRefused(await use(), 400, 'invalid_dpop_proof', /used before/);
  await api.switches.set({ jti_replay: 'accept' });
  assert.equal((await use()).status, 200);
});

test('rs_nonce=required: 401 with a nonce, which then serves both APIs', async () => {
  await api.switches.set({ rs_nonce: 'required' });
  const [calendar, orders] = [await bound(), await bound(ORDERS)];
  const refused = await get(calendar);
  assertRefused(refused, 401, 'use_dpop_nonce', /^DPoP .*error="use_dpop_nonce"/);
  assert.ok(refused.response.headers.get('dpop-nonce'));
  assert.match(refused.response.headers.get('access-control-expose-headers'), /DPoP-Nonce/);
  const send = fetcher();
  const seen = [await send(calendar), await send(calendar), await send(orders, '/orders')];
  assert.deepEqual(
    seen.map(({ status, challenged }) => [status, challenged]),
    [
      [200, true],
      [200, false],
      [200, false],
    ],
  );
});

test('rs_nonce=per_api: a nonce of the one API is none for the other', async () => {
  await api.switches.set({ rs_nonce: 'per_api' });
  const [calendar, orders] = [await bound(), await bound(ORDERS)];
  const send = fetcher();
  const seen = [await send(calendar), await send(orders, '/orders'), await send(calendar)];
  assert.deepEqual(
    seen.map(({ status, challenged }) => [status, challenged]),
    [
      [200, true],
      [200, true],
      [200, true],
    ],
  );
});

test('rs_nonce=rotate challenges each time, rotate_on_success once', async () => {
  const token = await bound();
  const challenges = async () => {
    const send = fetcher();
    const seen = [];
    for (const _ of [1, 2, 3]) {
      const { status, challenged } = await send(token);
      assert.equal(status, 200);
      seen.push(challenged);
    }
    return seen;
  };
  await api.switches.set({ rs_nonce: 'rotate' });
  assert.deepEqual(await challenges(), [true, true, true]);
  await api.switches.set({ rs_nonce: 'rotate_on_success' });
  assert.deepEqual(await challenges(), [true, false, false]);
});

test('two servers have nonces of their own, and the tenant has others', async () => {
  const second = await startApi({ port: 0, tenant: run.tenant.url, origins: [ORIGIN] });
  try {
    const token = await bound();
    for (const at of [api, second]) await at.switches.set({ rs_nonce: 'required' });
    const nonce = (await get(token)).response.headers.get('dpop-nonce');
    assert.equal((await get(token, { nonce })).status, 200);
    assertRefused(await get(token, { nonce, at: second }), 401, 'use_dpop_nonce', /use_dpop_nonce/);
    assertRefused(await get(token, { nonce: prover.nonce }), 401, 'use_dpop_nonce', /use_dpop_nonce/);
  } finally {
    await second.close();
  }
});

test('proofs and requests are kept for a second look, the token shortened', async () => {
  const token = await bound();
  await get(token);
  await get(token, { claims: { htm: 'POST' } });
  const read = async (path) => (await fetch(`${api.url}/control/${path}`)).json();
  const { proofs } = await read('proofs');
  assert.deepEqual(
    proofs.map(({ url, error }) => [url, error]),
    [
      [`${api.url}/calendar`, null],
      [`${api.url}/calendar`, 'invalid_dpop_proof'],
    ],
  );
  const { entries } = await read('log');
  assert.deepEqual(
    entries.map(({ status }) => status),
    [200, 400],
  );
  assert.ok(!JSON.stringify(entries).includes(token));
});
