import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TYPE = 'urn:partner:session-token';
const SCOPE = 'openid profile email read:calendar offline_access';

const form = (token, changes) => ({
  client_id: 'demo-spa',
  grant_type: GRANT,
  subject_token: token,
  subject_token_type: TYPE,
  audience: CALENDAR,
  scope: SCOPE,
  ...changes,
});

async function exchange(changes, subject, init) {
  return run.visitor.token(form(await run.tenant.subjectToken(subject), changes), init);
}

async function managed(method, path, { body, client = 'management' } = {}) {
  const given = { grant_type: 'client_credentials', client_id: client, audience: `${run.tenant.issuer}api/v2/` };
  const { body: token } = await run.visitor.token({ ...given, client_secret: `${client}-development-secret` });
  const response = await fetch(`${run.tenant.url}/api/v2/token-exchange-profiles${path}`, {
    method,
    headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

const PROFILE = {
  action_id: 'custom-auth-action',
  name: 'External System Exchange',
  subject_token_type: 'urn:example:external-token',
  type: 'custom_authentication',
};

test('a subject token brings tokens of its user, by form and by JSON', async () => {
  for (const json of [false, true]) {
    const { status, body } = await exchange({}, { user: 'grace' }, { json });
    assert.equal(status, 200);
    assert.equal(body.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token');
    assert.equal(body.scope, SCOPE);
    const [access, id] = [decodeJwt(body.access_token), decodeJwt(body.id_token)];
    assert.deepEqual([access.sub, id.sub, id.name], ['auth0|grace', 'auth0|grace', 'Grace Hopper']);
    assert.deepEqual(access.aud, [CALENDAR, `${run.tenant.issuer}userinfo`]);
    assert.deepEqual([id.aud, id.iss, id.nonce], ['demo-spa', run.tenant.issuer, undefined]);
    assert.ok(id.exp > id.iat);
  }
});

test('its refresh token lives like any other: it rotates, opens other APIs, and ends by reuse', async () => {
  const { body } = await exchange();
  const next = await run.visitor.refresh(body.refresh_token);
  assert.equal(next.status, 200);
  assert.equal(decodeJwt(next.body.id_token).sub, 'auth0|ada');
  const other = await run.visitor.refresh(next.body.refresh_token, { audience: 'https://orders.example.com/' });
  assert.equal(other.status, 200);
  assert.equal((await run.visitor.refresh(next.body.refresh_token)).status, 403);
  const [family] = run.tenant.families();
  assert.deepEqual([family.subject, family.reuse_events], ['auth0|ada', 1]);
});

test('without an audience the token opens the profile; without offline_access there is no refresh token', async () => {
  const { body } = await exchange({ audience: undefined, scope: 'openid profile' });
  assert.equal(body.refresh_token, undefined);
  const response = await fetch(`${run.tenant.url}/userinfo`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  assert.equal((await response.json()).sub, 'auth0|ada');
});

test('with a proof access and refresh token are bound to its key', async () => {
  const prover = await Prover.create();
  const token = await run.tenant.subjectToken();
  // The challenge for a nonce does not use the subject token up.
  const { body, challenged } = await prover.atToken(run.visitor, (init) => run.visitor.token(form(token), init));
  assert.ok(challenged);
  assert.deepEqual([body.token_type, decodeJwt(body.access_token).cnf], ['DPoP', { jkt: prover.jkt }]);
  assert.equal((await run.visitor.refresh(body.refresh_token)).body.error, 'invalid_grant');
  assert.equal((await prover.refresh(run.visitor, body.refresh_token)).status, 200);
});

test('an organization is by id or name, and for its members', async () => {
  for (const organization of ['org_acme', 'acme']) {
    const { body } = await exchange({ organization });
    assert.equal(decodeJwt(body.id_token).org_id, 'org_acme');
    assert.equal(decodeJwt(body.access_token).org_id, 'org_acme');
  }
  assert.equal((await exchange({ organization: 'org_acme' }, { user: 'alan' })).body.error, 'access_denied');
  assert.equal((await exchange({ organization: 'org_nobody' })).body.error, 'invalid_request');
});

test('an actor stands in the tokens, and brings no refresh token', async () => {
  const actor = { actor_token: await run.tenant.subjectToken({ user: 'grace' }), actor_token_type: TYPE };
  const { body } = await exchange(actor);
  assert.deepEqual(decodeJwt(body.id_token).act, { sub: 'grace' });
  assert.deepEqual(decodeJwt(body.access_token).act, { sub: 'grace' });
  assert.equal(body.refresh_token, undefined);
  assert.equal((await exchange({ actor_token: actor.actor_token })).body.error, 'invalid_request');
});

test('what is refused before the Action: client, parameters, type of token, API', async () => {
  const answers = [
    [{ client_id: 'other-spa' }, 403, 'unauthorized_client'],
    [{ client_id: 'nobody' }, 401, 'invalid_client'],
    [{ client_secret: 'guess' }, 401, 'invalid_client'],
    [{ subject_token: undefined }, 400, 'invalid_request'],
    [{ subject_token_type: 'urn:example:external-token' }, 400, 'invalid_request'],
    [{ audience: 'https://nowhere.example.com/' }, 403, 'access_denied'],
  ];
  for (const [changes, status, error] of answers) {
    const answer = await exchange(changes);
    assert.deepEqual([answer.status, answer.body.error], [status, error]);
  }
});

test('a subject token is taken once, while it is fresh, and only from the partner', async () => {
  const token = await run.tenant.subjectToken();
  assert.equal((await run.visitor.token(form(token))).status, 200);
  const replayed = await run.visitor.token(form(token));
  assert.deepEqual([replayed.status, replayed.body.error], [400, 'invalid_token']);
  assert.match(replayed.body.error_description, /used before/);
  const stale = await run.tenant.subjectToken({ lifetime: 60 });
  run.tenant.clock.advance(61);
  assert.equal((await run.visitor.token(form(stale))).body.error, 'invalid_token');
  const [header, payload] = (await run.tenant.subjectToken()).split('.');
  assert.equal((await run.visitor.token(form(`${header}.${payload}.AAAA`))).body.error, 'invalid_token');
});

test('a subject token that is bound to scopes allows no more, and may be tried again with less', async () => {
  const token = await run.tenant.subjectToken({ scope: 'read:calendar' });
  const more = await run.visitor.token(form(token, { scope: 'openid write:calendar' }));
  assert.deepEqual([more.status, more.body.error], [403, 'insufficient_scope']);
  assert.equal((await run.visitor.token(form(token, { scope: 'openid read:calendar' }))).status, 200);
});

test('after ten bad subject tokens the tenant suspects an attack', async () => {
  for (let count = 0; count < 10; count += 1) await run.visitor.token(form('no token of the partner'));
  const { status, body } = await exchange();
  assert.deepEqual([status, body.error], [429, 'too_many_attempts']);
});

test('the switch exchange_action refuses with its code, and keeps the subject token', async () => {
  const token = await run.tenant.subjectToken();
  for (const code of ['invalid_token', 'insufficient_scope', 'access_denied', 'server_error', 'too_many_attempts']) {
    await run.tenant.switches.set({ exchange_action: code });
    const { status, body } = await run.visitor.token(form(token));
    assert.equal(body.error, code);
    assert.ok(status >= 400 && body.error_description);
  }
  await run.tenant.switches.set({ exchange_action: 'validate' });
  assert.equal((await run.visitor.token(form(token))).status, 200);
});

test('a profile is made, listed and removed by the Management API', async () => {
  const made = await managed('POST', '', { body: PROFILE });
  assert.equal(made.status, 201);
  assert.match(made.body.id, /^tep_[0-9a-f]{16}$/);
  assert.deepEqual({ ...made.body, id: undefined }, { ...PROFILE, id: undefined });
  assert.equal((await managed('POST', '', { body: PROFILE })).status, 409);
  assert.equal((await exchange({ subject_token_type: PROFILE.subject_token_type })).status, 200);
  const { body } = await managed('GET', '');
  assert.deepEqual(body.token_exchange_profiles.map(({ name }) => name).sort(), [
    'External System Exchange',
    'Partner',
  ]);
  assert.equal((await managed('DELETE', `/${made.body.id}`)).status, 204);
  assert.equal((await managed('DELETE', `/${made.body.id}`)).status, 404);
  assert.equal((await exchange({ subject_token_type: PROFILE.subject_token_type })).body.error, 'invalid_request');
});

test('a profile that cannot be is refused, and so is a caller without a token', async () => {
  const wrong = [
    { type: 'other' },
    { name: '' },
    { action_id: 'no-such-action' },
    { subject_token_type: 'no uri' },
    { subject_token_type: 'urn:ietf:params:oauth:token-type:jwt' },
    { subject_token_type: 'https://login.auth0.com/token' },
  ];
  for (const change of wrong)
    assert.equal((await managed('POST', '', { body: { ...PROFILE, ...change } })).status, 400);
  const response = await fetch(`${run.tenant.url}/api/v2/token-exchange-profiles`, { method: 'POST' });
  assert.equal(response.status, 401);
});

test('a page gets a subject token from the control API; the log shows none', async () => {
  const response = await fetch(`${run.tenant.url}/control/subject-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'grace' }),
  });
  const { subject_token: token } = await response.json();
  assert.equal((await run.visitor.token(form(token))).status, 200);
  assert.ok(!JSON.stringify(run.tenant.log.entries()).includes(token));
});
