// What the endpoints that connect an account must refuse: one test for each, beside the sound request that passes.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { codeOf, Connector, GOOGLE } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, CALLBACK, ORIGIN, pkce, Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const BODY = { connection: GOOGLE, redirect_uri: CALLBACK, state: 's' };
const FORMS = { forbidden: 'A0E-403-0002', invalid: 'A0E-400-0003', token: 'A0E-401-0003', wrong: 'A0E-400-0001' };
const SESSION = 'A0E-404-0001';

let prover;
let ada;
let bare;
let url;

beforeEach(async () => {
  prover = await Prover.create();
  ada = await new Connector(run.visitor, prover).signIn();
  bare = new Connector(run.visitor);
  url = `${run.tenant.url}/me/v1/connected-accounts/connect`;
});

/** POST connect with a proof that is sound but for `changes`; `by` makes it, and `headers` come on top. */
async function connectWith(changes = {}, { by = prover, headers } = {}) {
  const dpop = await by.proof({ method: 'POST', url, token: ada.token, nonce: undefined, ...changes });
  return send({ authorization: `DPoP ${ada.token}`, dpop, ...headers });
}

const send = (headers, body = BODY) => bare.ask('POST', 'connect', { body, headers });

async function assertRefused(answer, status, code) {
  assert.deepEqual([answer.status, codeOf(answer.body)], [status, code], JSON.stringify(answer.body));
  const { body } = await new Connector(run.visitor).signIn('ada').then((reader) => reader.ask('GET', 'accounts'));
  assert.deepEqual(body.accounts, [], 'nothing is kept');
}

/** A connection that only waits for its completion. */
async function granted(changes) {
  const started = await ada.connect(changes);
  return { started, back: await ada.consent(started) };
}

const proofs = {
  'wrong htm': { method: 'GET' },
  'wrong htu': { url: `${CALLBACK}/elsewhere` },
  'wrong ath': { token: 'another' },
};

for (const [what, changes] of Object.entries(proofs)) {
  test(`${what}`, async () => {
    await run.tenant.switches.set({ me_nonce: 'off' });
    assert.equal((await connectWith()).status, 201);
    await assertRefused(await connectWith(changes), 401, FORMS.token);
  });
}

test('wrong jkt', async () => {
  await run.tenant.switches.set({ me_nonce: 'off' });
  await assertRefused(await connectWith({}, { by: await Prover.create() }), 401, FORMS.token);
});

test('replayed jti', async () => {
  await run.tenant.switches.set({ me_nonce: 'off' });
  const dpop = await prover.proof({ method: 'POST', url, token: ada.token, nonce: undefined });
  const headers = { authorization: `DPoP ${ada.token}`, dpop };
  assert.equal((await send(headers)).status, 201);
  await assertRefused(await send(headers), 401, FORMS.token);
});

test('missing nonce', async () => {
  const refused = await connectWith();
  assert.match(refused.response.headers.get('www-authenticate'), /use_dpop_nonce/);
  await assertRefused(refused, 401, FORMS.token);
  assert.equal((await connectWith({ nonce: refused.response.headers.get('dpop-nonce') })).status, 201);
});

test('stale nonce', async () => {
  const nonce = (await connectWith()).response.headers.get('dpop-nonce');
  await run.tenant.switches.set({ me_nonce: 'stale' });
  await assertRefused(await connectWith({ nonce }), 401, FORMS.token);
});

test('bearer use of a bound token', async () => {
  await assertRefused(await send({ authorization: `Bearer ${ada.token}` }), 401, FORMS.token);
});

test('bad audience', async () => {
  const asked = { audience: CALENDAR, scope: 'openid read:calendar' };
  const { access_token: token } = await run.visitor.tokens('ada', asked);
  await assertRefused(await send({ authorization: `Bearer ${token}` }), 401, FORMS.token);
});

test('missing scope', async () => {
  const reader = await new Connector(run.visitor).signIn('ada', { scope: 'read:me:connected_accounts' });
  await assertRefused(await reader.connect(), 403, FORMS.forbidden);
  await assertRefused(
    await reader.ask('POST', 'complete', { body: { auth_session: 'x', connect_code: 'y', redirect_uri: CALLBACK } }),
    403,
    FORMS.forbidden,
  );
});

test('additional properties', async () => {
  await assertRefused(await ada.connect({ more: 1 }), 400, FORMS.invalid);
  const { started, back } = await granted();
  await assertRefused(await ada.complete(started, back, { more: 1 }), 400, FORMS.invalid);
});

test('wrong redirect', async () => {
  await assertRefused(await ada.connect({ redirect_uri: 'https://attacker.example/' }), 400, FORMS.invalid);
  const { started, back } = await granted();
  await assertRefused(await ada.complete(started, back, { redirect_uri: `${ORIGIN}/` }), 400, FORMS.wrong);
});

test('missing PKCE', async () => {
  const { started, back } = await granted();
  await assertRefused(await ada.complete(started, back, { code_verifier: undefined }), 400, FORMS.invalid);
});

test('verifier mismatch', async () => {
  const { started, back } = await granted();
  await assertRefused(await ada.complete(started, back, { code_verifier: pkce().verifier }), 400, FORMS.wrong);
});

test('foreign auth_session', async () => {
  const { started, back } = await granted();
  const grace = await new Connector(new Visitor(run.tenant)).signIn('grace');
  await assertRefused(await grace.complete(started, back), 404, SESSION);
});

test('ticket reuse', async () => {
  const started = await ada.connect();
  await ada.visit(started);
  assert.equal((await ada.visit(started)).status, 400);
});

test('connect code reuse', async () => {
  const { started, back } = await granted();
  const { body } = await ada.complete(started, back);
  await ada.ask('DELETE', `accounts/${body.id}`);
  await assertRefused(await ada.complete(started, back), 404, SESSION);
});

test('unknown origin', async () => {
  await run.tenant.switches.set({ me_nonce: 'off' });
  const { status, response } = await connectWith({}, { headers: { origin: 'https://attacker.example' } });
  assert.deepEqual([status, response.headers.get('access-control-allow-origin')], [403, null]);
});

test('wrong CORS header', async () => {
  const preflight = (name) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': name,
      },
    });
  const allowed = async (name) => (await preflight(name)).headers.get('access-control-allow-headers') ?? '';
  assert.match(await allowed('dpop'), /dpop/i);
  assert.doesNotMatch(await allowed('x-anything'), /x-anything|\*/i);
});
