import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, Connector } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, CALLBACK } from './support/visitor.mjs';

const run = await runningTenant();
const signedIn = (user, changes) => new Connector(run.visitor).signIn(user, changes);
const scope = (verb) => `${verb}:me:connected_accounts`;

function assertProblem({ status, body }, wanted, code, detail = /./) {
  assert.deepEqual([status, codeOf(body), body.status], [wanted, code, wanted], JSON.stringify(body));
  assert.match(body.detail, detail);
}
const challenge = ({ response }) => response.headers.get('www-authenticate');

test('without a token: 401 and a bare challenge', async () => {
  const ada = new Connector(run.visitor);
  const refused = await ada.ask('GET', 'accounts', { headers: { authorization: '' } });
  assertProblem(refused, 401, 'A0E-401-0001');
  assert.equal(challenge(refused), 'Bearer realm="my-account"');
});

test('a token for another API, an expired one, and noise are refused', async () => {
  const { access_token: other } = await run.visitor.tokens('ada', {
    audience: CALENDAR,
    scope: 'openid read:calendar',
  });
  const ada = await signedIn();
  for (const token of [other, 'noise', `${ada.token.slice(0, -20)}${'A'.repeat(20)}`]) {
    const refused = await ada.ask('GET', 'accounts', { token });
    assertProblem(refused, 401, 'A0E-401-0003', /not valid here/);
    assert.match(challenge(refused), /^Bearer realm="my-account", error="invalid_token"/);
  }
  run.tenant.clock.advance(86401);
  assertProblem(await ada.ask('GET', 'accounts'), 401, 'A0E-401-0003', /exp/);
});

test('each call asks for its own scope', async () => {
  const calls = { create: ['POST', 'connect'], read: ['GET', 'accounts'], delete: ['DELETE', 'accounts/cac_1'] };
  for (const [verb, call] of Object.entries(calls)) {
    const others = Object.keys(calls).filter((other) => other !== verb);
    const ada = await signedIn('ada', { scope: others.map(scope).join(' ') });
    const refused = await ada.ask(...call);
    assertProblem(refused, 403, 'A0E-403-0002', new RegExp(scope(verb)));
    assert.match(challenge(refused), /error="insufficient_scope"/);
  }
});

test('a bound token is not taken as Bearer, nor by another key, nor without a proof', async () => {
  const prover = await Prover.create();
  const ada = await new Connector(run.visitor, prover).signIn();
  const bare = new Connector(run.visitor);
  assertProblem(
    await bare.ask('GET', 'accounts', { token: ada.token }),
    401,
    'A0E-401-0003',
    /DPoP authentication scheme/,
  );
  const thief = Object.assign(new Connector(run.visitor, await Prover.create()), { token: ada.token });
  assertProblem(await thief.ask('GET', 'accounts'), 401, 'A0E-401-0003', /another key/);
  const noProof = await bare.ask('GET', 'accounts', { headers: { authorization: `DPoP ${ada.token}` } });
  assertProblem(noProof, 401, 'A0E-401-0003', /proof is missing/);
  assert.match(challenge(noProof), /^DPoP .*error="invalid_dpop_proof".*algs="ES256"$/);
  const unbound = await signedIn();
  const asBound = Object.assign(new Connector(run.visitor, prover), { token: unbound.token });
  assertProblem(await asBound.ask('GET', 'accounts'), 401, 'A0E-401-0003', /not bound/);
});

test('a wrong proof is refused: method, URL, token, and one used before', async () => {
  await run.tenant.switches.set({ me_nonce: 'off' });
  const prover = await Prover.create();
  const ada = await new Connector(run.visitor, prover).signIn();
  const bare = new Connector(run.visitor);
  const url = `${run.tenant.url}/me/v1/connected-accounts/accounts`;
  const good = { method: 'GET', url, token: ada.token, nonce: undefined };
  const send = (dpop) => bare.ask('GET', 'accounts', { headers: { authorization: `DPoP ${ada.token}`, dpop } });
  const claims = { iat: Math.floor(Date.now() / 1000) - 400 };
  for (const wrong of [{ method: 'POST' }, { url: `${url}/x` }, { token: 'other' }, { claims }]) {
    assertProblem(await send(await prover.proof({ ...good, ...wrong })), 401, 'A0E-401-0003', /DPoP proof/);
  }
  const once = await prover.proof(good);
  assert.equal((await send(once)).status, 200);
  assertProblem(await send(once), 401, 'A0E-401-0003', /used before/);
});

test('me_nonce: a challenge each time, the next one in each good answer, or never good', async () => {
  const ada = await new Connector(run.visitor, await Prover.create()).signIn();
  const challenges = async () => {
    const seen = [];
    for (const _ of [1, 2]) seen.push(Boolean((await ada.ask('GET', 'accounts')).challenged));
    return seen;
  };
  const expected = {
    required: [true, false],
    off: [false, false],
    rotate: [true, true],
    rotate_on_success: [true, false],
  };
  for (const [mode, wanted] of Object.entries(expected)) {
    await run.tenant.switches.set({ me_nonce: mode });
    ada.nonce = undefined;
    assert.deepEqual(await challenges(), wanted, mode);
  }
  await run.tenant.switches.set({ me_nonce: 'stale' });
  const { status, response } = await ada.ask('GET', 'accounts');
  assert.equal(status, 401);
  assert.match(response.headers.get('www-authenticate'), /error="use_dpop_nonce"/);
  assert.ok(response.headers.get('dpop-nonce'));
});

test('a nonce of the token endpoint is none here', async () => {
  const prover = await Prover.create();
  const ada = await new Connector(run.visitor, prover).signIn();
  assert.ok(prover.nonce);
  ada.nonce = prover.nonce;
  assert.equal((await ada.ask('GET', 'accounts')).challenged, true);
});

test('bodies are strict: what is missing, wrong, too long, doubled or unknown is named', async () => {
  const ada = await signedIn();
  const long = 'x'.repeat(4097);
  const cases = [
    [{ connection: undefined }, '', /required property 'connection'/],
    [{ redirect_uri: undefined }, '', /required property 'redirect_uri'/],
    [{ connection: '' }, '/connection', /fewer than 1/],
    [{ connection: 'x'.repeat(129) }, '/connection', /more than 128/],
    [{ connection: 7 }, '/connection', /must be string/],
    [{ redirect_uri: 'callback' }, '/redirect_uri', /format "uri"/],
    [{ state: long }, '/state', /more than 4096/],
    [{ code_challenge: 'short' }, '/code_challenge', /fewer than 43/],
    [{ code_challenge_method: 'plain' }, '/code_challenge_method', /constant/],
    [{ code_challenge_method: undefined }, '', /code_challenge_method when property code_challenge/],
    [{ scopes: [] }, '/scopes', /fewer than 1/],
    [{ scopes: ['a', 'a'] }, '/scopes', /duplicate/],
    [{ scopes: 'openid' }, '/scopes', /must be array/],
    [{ scopes: ['a', ''] }, '/scopes/1', /fewer than 1/],
    [{ extra: 1 }, '', /additional properties/],
    [{ authorization_params: { audience: 'x', made_up: '1' } }, '/authorization_params', /additional properties/],
    [{ authorization_params: { prompt: 'login consent' } }, '/authorization_params/prompt', /allowed values/],
    [{ authorization_params: { max_age: -1 } }, '/authorization_params/max_age', />= 0/],
    [{ authorization_params: { max_age: '60' } }, '/authorization_params/max_age', /integer/],
    [{ authorization_params: [] }, '/authorization_params', /must be object/],
  ];
  for (const [changes, pointer, detail] of cases) {
    const refused = await ada.connect(changes);
    assertProblem(refused, 400, 'A0E-400-0003', /Invalid request payload input/);
    const [first] = refused.body.validation_errors;
    assert.equal(first.pointer, pointer, JSON.stringify(changes));
    assert.match(first.detail, detail);
  }
});

test('completion is strict too', async () => {
  const ada = await signedIn();
  const whole = { auth_session: 'x', connect_code: 'y', redirect_uri: CALLBACK, code_verifier: 'z'.repeat(43) };
  const wrong = [
    { auth_session: 'x'.repeat(65) },
    { connect_code: '' },
    { redirect_uri: 1 },
    { code_verifier: 'z' },
    { more: 1 },
  ];
  for (const change of wrong) {
    const refused = await ada.ask('POST', 'complete', { body: { ...whole, ...change } });
    assertProblem(refused, 400, 'A0E-400-0003');
    assert.equal(refused.body.validation_errors.length, 1, JSON.stringify(change));
  }
});

test('what is no JSON object is 400; what does not claim to be JSON is 415', async () => {
  const ada = await signedIn();
  for (const text of ['{', '[]', 'null', '"x"']) {
    assertProblem(await ada.ask('POST', 'connect', { text }), 400, 'A0E-400-0001', /not a JSON object/);
  }
  const form = { text: 'connection=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  assertProblem(await ada.ask('POST', 'connect', form), 415, 'A0E-415-0001');
  assertProblem(await ada.ask('POST', 'connect'), 415, 'A0E-415-0001');
});

test('unknown paths and methods are 404', async () => {
  const ada = await signedIn();
  for (const [method, path] of [
    ['GET', 'connect'],
    ['DELETE', 'accounts'],
    ['POST', 'nothing'],
  ]) {
    assertProblem(await ada.ask(method, path), 404, 'A0E-404-0001');
  }
});

test('my_account=off: the audience is unknown, and so are the paths', async () => {
  const ada = await signedIn();
  const { refresh_token: token } = await run.visitor.tokens('ada', { scope: 'openid offline_access' });
  await run.tenant.switches.set({ my_account: 'off' });
  const audience = `${run.tenant.issuer}me/`;
  assertProblem(await ada.ask('GET', 'accounts'), 404, 'A0E-404-0001', /not active/);
  const refused = await run.visitor.refresh(token, { audience });
  assert.deepEqual([refused.status, refused.body.error], [403, 'invalid_grant']);
  const { answer } = await run.visitor.authorize({ audience, scope: `openid ${scope('read')}` });
  assert.deepEqual([answer.error, answer.error_description], ['access_denied', `Service not found: ${audience}`]);
});

test('my_account_policy bounds refresh tokens, my_account_grant every token', async () => {
  const audience = `${run.tenant.issuer}me/`;
  const { refresh_token: first } = await run.visitor.tokens('ada', { scope: 'openid offline_access' });
  await run.tenant.switches.set({ my_account_policy: 'create' });
  const one = await run.visitor.refresh(first, { audience });
  assert.equal(one.body.scope, `openid offline_access ${scope('create')}`);
  await run.tenant.switches.set({ my_account_policy: 'none' });
  const two = await run.visitor.refresh(one.body.refresh_token, { audience });
  assert.deepEqual([two.status, two.body.error], [403, 'invalid_grant']);
  await run.tenant.switches.set({ my_account_policy: 'all', my_account_grant: 'none' });
  const three = await run.visitor.refresh(one.body.refresh_token, { audience });
  assert.equal(three.body.scope, 'openid offline_access');
  assertProblem(await (await signedIn()).ask('GET', 'accounts'), 403, 'A0E-403-0002');
});

test('where consent may not be skipped, no refresh token opens the API', async () => {
  const audience = `${run.tenant.issuer}me/`;
  const { refresh_token: token } = await run.visitor.tokens('ada', { scope: 'openid offline_access' });
  await run.tenant.switches.set({ my_account_consent: 'asked' });
  const refused = await run.visitor.refresh(token, { audience });
  assert.deepEqual([refused.status, refused.body.error], [403, 'invalid_grant']);
  await run.tenant.switches.set({ my_account_consent: 'skipped' });
  assert.equal((await run.visitor.refresh(token, { audience })).status, 200);
});

test('rate_limit=my_account and my_account_error answer as told', async () => {
  const ada = await signedIn();
  await run.tenant.switches.set({ rate_limit: 'my_account' });
  const limited = await ada.ask('GET', 'accounts');
  assertProblem(limited, 429, 'A0E-429-0001');
  assert.equal(limited.response.headers.get('retry-after'), '1');
  assert.equal(limited.response.headers.get('x-auth0-error-kind'), 'global-rate-limit');
  await run.tenant.switches.set({ rate_limit: 'off' });
  for (const status of [400, 401, 403, 404, 409, 415, 429, 500]) {
    await run.tenant.switches.set({ my_account_error: String(status) });
    const { status: got, body } = await ada.ask('GET', 'accounts');
    assert.deepEqual([got, body.status], [status, status]);
  }
  await run.tenant.switches.set({ my_account_error: 'empty' });
  assert.equal((await ada.ask('GET', 'accounts')).text, '');
  await run.tenant.switches.set({ my_account_error: 'html' });
  const url = `${run.tenant.url}/me/v1/connected-accounts/accounts`;
  const spoilt = await fetch(url, { headers: { authorization: `Bearer ${ada.token}` } });
  assert.deepEqual([spoilt.status, spoilt.headers.get('content-type')], [502, 'text/html; charset=utf-8']);
});
