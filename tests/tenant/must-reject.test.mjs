// What the endpoints that connect an account must refuse: one test for each, beside the sound request that passes.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { codeOf, Connector, GOOGLE } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, CALLBACK, ORIGIN, pkce, Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const FORMS = { forbidden: 'A0E-403-0002', invalid: 'A0E-400-0003', token: 'A0E-401-0003', wrong: 'A0E-400-0001' };
const SESSION = 'A0E-404-0001';

let prover;
let ada;

beforeEach(async () => {
  prover = await Prover.create();
  ada = await new Connector(run.visitor, prover).signIn();
});

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

const BODIES = {
  connect: () => ({ connection: GOOGLE, redirect_uri: CALLBACK, state: 's' }),
  async complete() {
    const { started, back } = await granted();
    return {
      auth_session: started.body.auth_session,
      connect_code: back.answer.connect_code,
      redirect_uri: started.params.redirect_uri,
      code_verifier: started.verifier,
    };
  },
};

/** A sound request to one of the two, which a test spoils; `by` makes the proof, whose members `changes` replace. */
async function door(endpoint) {
  const body = await BODIES[endpoint]();
  const url = `${run.tenant.url}/me/v1/connected-accounts/${endpoint}`;
  const send = (headers) => new Connector(run.visitor).ask('POST', endpoint, { body, headers });
  const prove = ({ by = prover, ...changes } = {}) =>
    by.proof({ method: 'POST', url, token: ada.token, nonce: undefined, ...changes });
  const knock = async ({ headers, ...changes } = {}) =>
    send({ authorization: `DPoP ${ada.token}`, dpop: await prove(changes), ...headers });
  return { url, send, prove, knock };
}

const proofs = {
  'wrong htm': { method: 'GET' },
  'wrong htu': { url: `${CALLBACK}/elsewhere` },
  'wrong ath': { token: 'another' },
};

for (const endpoint of Object.keys(BODIES)) {
  for (const [what, changes] of Object.entries(proofs)) {
    test(`${what} (${endpoint})`, async () => {
      const { knock } = await door(endpoint);
      await run.tenant.switches.set({ me_nonce: 'off' });
      await assertRefused(await knock(changes), 401, FORMS.token);
      assert.equal((await knock()).status, 201);
    });
  }

  test(`wrong jkt (${endpoint})`, async () => {
    const { knock } = await door(endpoint);
    await run.tenant.switches.set({ me_nonce: 'off' });
    await assertRefused(await knock({ by: await Prover.create() }), 401, FORMS.token);
    assert.equal((await knock()).status, 201);
  });

  test(`replayed jti (${endpoint})`, async () => {
    const { send, prove } = await door(endpoint);
    await run.tenant.switches.set({ me_nonce: 'off' });
    const headers = { authorization: `DPoP ${ada.token}`, dpop: await prove() };
    assert.equal((await send(headers)).status, 201);
    const again = await send(headers);
    assert.deepEqual([again.status, codeOf(again.body)], [401, FORMS.token]);
  });

  test(`missing nonce (${endpoint})`, async () => {
    const { knock } = await door(endpoint);
    const refused = await knock();
    assert.match(refused.response.headers.get('www-authenticate'), /use_dpop_nonce/);
    await assertRefused(refused, 401, FORMS.token);
    assert.equal((await knock({ nonce: refused.response.headers.get('dpop-nonce') })).status, 201);
  });

  test(`stale nonce (${endpoint})`, async () => {
    const { knock } = await door(endpoint);
    const nonce = (await knock()).response.headers.get('dpop-nonce');
    await run.tenant.switches.set({ me_nonce: 'stale' });
    await assertRefused(await knock({ nonce }), 401, FORMS.token);
  });

  test(`bearer use of a bound token (${endpoint})`, async () => {
    const { send } = await door(endpoint);
    await assertRefused(await send({ authorization: `Bearer ${ada.token}` }), 401, FORMS.token);
  });

  test(`bad audience (${endpoint})`, async () => {
    const { send } = await door(endpoint);
    const asked = { audience: CALENDAR, scope: 'openid read:calendar' };
    const { access_token: token } = await run.visitor.tokens('ada', asked);
    await assertRefused(await send({ authorization: `Bearer ${token}` }), 401, FORMS.token);
  });

  test(`missing scope (${endpoint})`, async () => {
    const { send } = await door(endpoint);
    const reader = await new Connector(run.visitor).signIn('ada', { scope: 'read:me:connected_accounts' });
    await assertRefused(await send({ authorization: `Bearer ${reader.token}` }), 403, FORMS.forbidden);
  });

  test(`unknown origin (${endpoint})`, async () => {
    const { knock } = await door(endpoint);
    await run.tenant.switches.set({ me_nonce: 'off' });
    const { status, response } = await knock({ headers: { origin: 'https://attacker.example' } });
    assert.deepEqual([status, response.headers.get('access-control-allow-origin')], [403, null]);
  });

  test(`wrong CORS header (${endpoint})`, async () => {
    const { url } = await door(endpoint);
    const allowed = async (name) => {
      const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': name };
      const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: ORIGIN, ...asked } });
      return preflight.headers.get('access-control-allow-headers') ?? '';
    };
    assert.match(await allowed('dpop'), /dpop/i);
    assert.doesNotMatch(await allowed('x-anything'), /x-anything|\*/i);
  });
}

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
