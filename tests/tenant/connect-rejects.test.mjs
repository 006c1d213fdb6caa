import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, Connector, GOOGLE } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALLBACK, ORIGIN, pkce, Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const signedIn = (user, changes) => new Connector(run.visitor).signIn(user, changes);

function assertProblem({ status, body, response }, wanted, code, detail = /./) {
  assert.deepEqual([status, codeOf(body), body.status], [wanted, code, wanted], JSON.stringify(body));
  assert.match(body.detail, detail);
  assert.ok(body.title);
  assert.match(response.headers.get('content-type'), /^application\/json/);
}
const SESSION = [404, 'A0E-404-0001', /Invalid or expired session/];

async function assertNothingKept(connector) {
  assert.deepEqual((await connector.ask('GET', 'accounts')).body.accounts, []);
}

/** A connection that only waits for its completion. */
async function granted(connector, changes) {
  const started = await connector.connect(changes);
  return { started, back: await connector.consent(started) };
}

test('a ticket works once', async () => {
  const ada = await signedIn();
  const started = await ada.connect();
  await ada.visit(started);
  const again = await ada.visit(started);
  assert.equal(again.status, 400);
  assert.match(again.text, /used before/);
  assert.equal((await ada.visit({ body: { ...started.body, connect_params: { ticket: 'made-up' } } })).status, 400);
});

test('a ticket expires after 300 seconds', async () => {
  const ada = await signedIn();
  const [early, late] = [await ada.connect(), await ada.connect()];
  run.tenant.clock.advance(290);
  assert.match((await ada.visit(early)).text, /Share your Google account/);
  run.tenant.clock.advance(11);
  assert.equal((await ada.visit(late)).status, 400);
});

test('a connect code works once', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada);
  assert.equal((await ada.complete(started, back)).status, 201);
  assertProblem(await ada.complete(started, back), ...SESSION);
  assert.equal((await ada.ask('GET', 'accounts')).body.accounts.length, 1);
});

test('a connect code is no code of another connection', async () => {
  const ada = await signedIn();
  const one = await granted(ada);
  const two = await granted(ada, { connection: 'github' });
  assertProblem(await ada.complete(one.started, two.back), 400, 'A0E-400-0001', /connect_code/);
  await assertNothingKept(ada);
});

test('a made-up connect code is refused, and one before the consent too', async () => {
  const ada = await signedIn();
  const { started } = await granted(ada);
  assertProblem(
    await ada.complete(started, { answer: { connect_code: 'made-up' } }),
    400,
    'A0E-400-0001',
    /connect_code/,
  );
  const early = await ada.connect();
  assertProblem(await ada.complete(early, { answer: { connect_code: 'early' } }), 400, 'A0E-400-0001', /connect_code/);
  await assertNothingKept(ada);
});

test('a session expires after 300 seconds', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada);
  run.tenant.clock.advance(301);
  assertProblem(await ada.complete(started, back), ...SESSION);
  await assertNothingKept(ada);
});

test('another person cannot complete it', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada);
  const grace = await new Connector(new Visitor(run.tenant)).signIn('grace');
  assertProblem(await grace.complete(started, back), ...SESSION);
  await assertNothingKept(grace);
  assert.equal((await ada.complete(started, back)).status, 201, 'and it does not end for the first one');
});

test('another application of the same person cannot complete it', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada);
  const other = await signedIn('ada', { client_id: 'other-spa' });
  assertProblem(await other.complete(started, back), ...SESSION);
});

test('another key cannot complete it, nor a token without one', async () => {
  const ada = await new Connector(run.visitor, await Prover.create()).signIn();
  const { started, back } = await granted(ada);
  const thief = await new Connector(run.visitor, await Prover.create()).signIn();
  assertProblem(await thief.complete(started, back), ...SESSION);
  assertProblem(await (await signedIn()).complete(started, back), ...SESSION);
  await assertNothingKept(ada);
  assert.equal((await ada.complete(started, back)).status, 201);
});

test('another browser cannot bring the provider’s answer', async () => {
  const ada = await signedIn();
  const page = await ada.visit(await ada.connect());
  const other = new Visitor(run.tenant);
  const stolen = await ada.decide(page, { account: 'mallory@gmail.example' }, other);
  assert.equal(stolen.status, 400);
  assert.match(stolen.text, /nothing that this browser began/);
  const back = await ada.decide(page, { account: 'work@gmail.example' });
  assert.ok(back.answer.connect_code, 'and it does not end for the first one');
});

test('an answer of the provider is taken once, and no made-up one', async () => {
  const ada = await signedIn();
  const page = await ada.visit(await ada.connect());
  await ada.decide(page, { account: 'work@gmail.example' });
  assert.equal((await ada.decide(page, { account: 'work@gmail.example' })).status, 400);
  assert.equal((await run.visitor.go('/login/callback?code=made-up&state=made-up')).status, 400);
  const third = await ada.visit(await ada.connect());
  const forged = await run.visitor.go(`/login/callback?code=made-up&state=${third.url.searchParams.get('state')}`);
  assert.match(forged.headers.get('location'), /error=invalid_request/);
});

test('a wrong or a missing verifier is refused', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada);
  const wrong = await ada.complete(started, back, { code_verifier: pkce().verifier });
  assertProblem(wrong, 400, 'A0E-400-0001', /verify code verifier/);
  const missing = await ada.complete(started, back, { code_verifier: undefined });
  assertProblem(missing, 400, 'A0E-400-0003');
  assert.equal(missing.body.validation_errors[0].field, 'code_verifier');
  await assertNothingKept(ada);
});

test('a verifier for no challenge is refused', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada, { code_challenge: undefined, code_challenge_method: undefined });
  assertProblem(await ada.complete(started, back), 400, 'A0E-400-0001', /no code_challenge/);
});

test('another redirect URI at the end is refused', async () => {
  const ada = await signedIn();
  const { started, back } = await granted(ada);
  const other = await ada.complete(started, back, { redirect_uri: `${ORIGIN}/` });
  assertProblem(other, 400, 'A0E-400-0001', /redirect_uri/);
  await assertNothingKept(ada);
});

test('a redirect URI that is not registered is refused at the start', async () => {
  const ada = await signedIn();
  for (const redirect of ['https://attacker.example/', `${CALLBACK}?x=1`, `${CALLBACK}/..`]) {
    const refused = await ada.connect({ redirect_uri: redirect });
    assertProblem(refused, 400, 'A0E-400-0003');
    assert.equal(refused.body.validation_errors[0].pointer, '/redirect_uri');
  }
});

test('the same account again: 409, unless it is for more', async () => {
  const ada = await signedIn();
  const { body: first } = await ada.connected('work@gmail.example', { scopes: ['openid', 'email'] });
  assertProblem(await ada.connected('WORK@gmail.example', { scopes: ['openid'] }), 409, 'A0E-409-0001', /already/);
  const more = await ada.connected('work@gmail.example', { scopes: ['openid', 'profile'] });
  assert.equal(more.status, 201);
  assert.deepEqual([more.body.id, more.body.scopes], [first.id, ['openid', 'email', 'profile']]);
  assert.equal((await ada.ask('GET', 'accounts')).body.accounts.length, 1);
});

test('reconnect=conflict and reconnect=update', async () => {
  const ada = await signedIn();
  await ada.connected('work@gmail.example', { scopes: ['openid'] });
  await run.tenant.switches.set({ reconnect: 'conflict' });
  assertProblem(await ada.connected('work@gmail.example'), 409, 'A0E-409-0001');
  await run.tenant.switches.set({ reconnect: 'update' });
  assert.equal((await ada.connected('work@gmail.example', { scopes: ['openid'] })).status, 201);
});

test('a connection for sign-in only and an unknown one cannot be connected', async () => {
  const ada = await signedIn();
  assertProblem(
    await ada.connect({ connection: 'windowslive' }),
    400,
    'A0E-400-0001',
    /not enabled for Connected Accounts/,
  );
  assertProblem(await ada.connect({ connection: 'made-up' }), 400, 'A0E-400-0001', /no connection/);
  await run.tenant.switches.set({ connection_purpose: 'authentication' });
  assertProblem(await ada.connect(), 400, 'A0E-400-0001', /set its Purpose/);
});

test('a connection is for the applications it is enabled for: by no other is it listed or connected', async () => {
  const [ada, other] = [await signedIn(), await signedIn('ada', { client_id: 'other-spa' })];
  const listed = async (connector) => {
    const { body } = await connector.ask('GET', 'connections');
    return body.connections.map(({ name }) => name);
  };
  assert.deepEqual([await listed(ada), await listed(other)], [[GOOGLE, 'github'], [GOOGLE]]);
  assert.equal((await ada.connect({ connection: 'github' })).status, 201);
  const refused = await other.connect({ connection: 'github' });
  assertProblem(refused, 400, 'A0E-400-0001', /not enabled for this application/);
  await run.tenant.switches.set({ connection_clients: 'other-spa' });
  assert.deepEqual([await listed(ada), await listed(other)], [['github'], [GOOGLE]]);
  assert.equal((await other.connect()).status, 201);
  for (const clients of ['other-spa', 'none']) {
    await run.tenant.switches.set({ connection_clients: clients });
    assertProblem(await ada.connect(), 400, 'A0E-400-0001', /not enabled for this application/);
  }
});

test('the provider answers only the tenant', async () => {
  const url = `/upstream/google-oauth2/authorize?redirect_uri=${encodeURIComponent('https://attacker.example/')}`;
  const response = await run.visitor.go(url);
  assert.equal(response.status, 400);
  assert.equal(response.headers.get('location'), null);
});
