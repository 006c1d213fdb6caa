// Factors and authentication methods at the My Account API.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Authenticator } from './support/authenticator.mjs';
import { codeOf, Connector } from './support/connector.mjs';
import { runningTenant } from './support/running.mjs';
import { totp } from './support/totp.mjs';
import { Visitor } from './support/visitor.mjs';

const running = await runningTenant();
const SCOPE = [
  ...['create', 'read', 'update', 'delete'].map((verb) => `${verb}:me:authentication_methods`),
  'read:me:factors',
].join(' ');
const BASE = 'authentication-methods';

/** Somebody who is signed in, and their calls. */
async function person(user = 'ada', scope = SCOPE) {
  const { token } = await new Connector(new Visitor(running.tenant)).signIn(user, { scope });
  return async (method, path, body) => {
    const response = await fetch(`${running.tenant.url}/me/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const location = response.headers.get('location');
    return { status: response.status, location, body: text ? JSON.parse(text) : undefined };
  };
}

async function enrol(ask, options, finish) {
  const started = await ask('POST', BASE, options);
  assert.equal(started.status, 202, JSON.stringify(started.body));
  const path = started.location.split('/me/v1/')[1];
  const answer = await finish(started.body);
  return {
    started,
    ended: await ask('POST', `${path}/verify`, { auth_session: started.body.auth_session, ...answer }),
  };
}

const sent = () => running.tenant.messages().at(-1);

test('the factors are those that can be enrolled, and more', async () => {
  const { body } = await (await person())('GET', 'factors');
  assert.deepEqual(
    body.factors.find(({ type }) => type === 'totp'),
    { type: 'totp', usage: ['secondary'] },
  );
  assert.equal(body.factors.length, 9);
});

test('an app that makes codes is enrolled by a code of it', async () => {
  const ask = await person();
  const wrong = await enrol(ask, { type: 'totp' }, () => ({ otp_code: '000000' }));
  assert.deepEqual([wrong.ended.status, codeOf(wrong.ended.body)], [400, 'A0E-400-0001']);
  const { started, ended } = await enrol(
    ask,
    { type: 'totp' },
    async ({ manual_input_code: secret, barcode_uri: uri }) => {
      assert.match(uri, new RegExp(`^otpauth://totp/.*secret=${secret}`));
      return { otp_code: await totp(uri) };
    },
  );
  assert.equal(ended.status, 201);
  assert.deepEqual([ended.body.id, ended.body.confirmed], [started.body.id, true]);
  assert.match(started.location, /\/authentication-methods\/totp%7C\w+$/);
  const { body } = await ask('GET', `${BASE}?type=totp`);
  assert.deepEqual(body.authentication_methods, [ended.body]);
});

test('a telephone and an address are enrolled by the code that was sent', async () => {
  const ask = await person();
  const phone = { type: 'phone', phone_number: '+15551234567', preferred_authentication_method: 'voice' };
  const { ended } = await enrol(ask, phone, () => ({ otp_code: sent().code }));
  assert.deepEqual([sent().to, sent().channel], ['+15551234567', 'voice']);
  assert.deepEqual(
    [ended.body.phone_number, ended.body.preferred_authentication_method],
    [phone.phone_number, 'voice'],
  );
  const changed = await ask('PATCH', `${BASE}/${encodeURIComponent(ended.body.id)}`, {
    name: 'My phone',
    preferred_authentication_method: 'sms',
  });
  assert.deepEqual([changed.body.name, changed.body.preferred_authentication_method], ['My phone', 'sms']);
  const mail = await enrol(ask, { type: 'email', email: 'other@example.com' }, () => ({ otp_code: sent().code }));
  assert.equal(mail.ended.body.email, 'other@example.com');
});

test('a recovery code and an app that asks need no answer', async () => {
  const ask = await person();
  for (const type of ['recovery-code', 'push-notification']) {
    const { started, ended } = await enrol(ask, { type }, () => ({}));
    assert.equal(ended.body.type, type);
    assert.ok(started.body.recovery_code ?? started.body.barcode_uri);
  }
});

test('a passkey gets its id when it is made, and signs in', async () => {
  const ask = await person();
  const authenticator = new Authenticator();
  const { started, ended } = await enrol(ask, { type: 'passkey' }, ({ authn_params_public_key: options }) => ({
    authn_response: authenticator.create(options),
  }));
  assert.match(started.location, /\/passkey%7Cnew$/);
  assert.equal(ended.body.id, `passkey|${authenticator.id.toString('base64url')}`);
  assert.equal(ended.body.credential_device_type, 'single_device');
  const again = await ask('POST', BASE, { type: 'passkey' });
  const [excluded] = again.body.authn_params_public_key.excludeCredentials;
  assert.equal(excluded.id, ended.body.key_id);
  const removed = await ask('DELETE', `${BASE}/${encodeURIComponent(ended.body.id)}`);
  assert.equal(removed.status, 204);
  assert.equal((await ask('GET', `${BASE}/${encodeURIComponent(ended.body.id)}`)).status, 404);
});

test('a new password must be by the policy, and is the one from then on', async () => {
  const ask = await person();
  const bad = await enrol(ask, { type: 'password' }, () => ({ new_password: 'adaaa' }));
  assert.deepEqual(
    bad.ended.body.validation_errors.map(({ pointer }) => pointer),
    Array(4).fill('/new_password'),
  );
  const { started, ended } = await enrol(ask, { type: 'password' }, () => ({ new_password: 'Correct-Horse-9' }));
  assert.equal(started.body.policy.complexity.min_length, 10);
  assert.equal(ended.status, 201);
  assert.ok(ended.body.last_password_reset);
  for (const [password, works] of [
    ['correct-horse', false],
    ['Correct-Horse-9', true],
  ]) {
    const visitor = new Visitor(running.tenant);
    const { page } = await visitor.authorize();
    const form = { email: 'ada@example.com', password, intent: 'login' };
    const { answer } = await visitor.submit(page, form);
    assert.equal(Boolean(answer?.code), works, password);
  }
  const removed = await ask('DELETE', `${BASE}/${encodeURIComponent(ended.body.id)}`);
  assert.deepEqual([removed.status, codeOf(removed.body)], [409, 'A0E-409-0001']);
});

test('an enrolment is for whoever began it, and ends once', async () => {
  const [ask, other] = [await person('ada'), await person('grace')];
  const started = await ask('POST', BASE, { type: 'recovery-code' });
  const path = `${started.location.split('/me/v1/')[1]}/verify`;
  const body = { auth_session: started.body.auth_session };
  assert.equal((await other('POST', path, body)).status, 404);
  assert.equal((await ask('POST', `${BASE}/totp%7Cother/verify`, body)).status, 404);
  assert.equal((await ask('POST', path, body)).status, 201);
  assert.equal((await ask('POST', path, body)).body.detail, 'Invalid or expired session');
});

test('bodies are strict, and scopes are asked for', async () => {
  const ask = await person();
  for (const body of [
    { type: 'phone' },
    { type: 'phone', phone_number: '555' },
    { type: 'totp', email: 'a@b.c' },
    { type: 'sms', phone_number: '+15551234567' },
    {},
  ]) {
    const { status, body: problem } = await ask('POST', BASE, body);
    assert.deepEqual([status, codeOf(problem)], [400, 'A0E-400-0003'], JSON.stringify(body));
  }
  assert.equal((await ask('GET', `${BASE}?type=sms`)).status, 400);
  const change = await ask('PATCH', `${BASE}/password%7Cada`, { shoe: 43 });
  assert.equal(codeOf(change.body), 'A0E-400-0003');
  const reader = await person('ada', 'read:me:authentication_methods');
  assert.equal((await reader('GET', BASE)).body.authentication_methods[0].type, 'password');
  assert.equal(codeOf((await reader('POST', BASE, { type: 'totp' })).body), 'A0E-403-0002');
  assert.equal(codeOf((await reader('GET', 'factors')).body), 'A0E-403-0002');
});

test('no secret of an enrolment is in the log', async () => {
  const ask = await person();
  const { started } = await enrol(ask, { type: 'totp' }, () => ({ otp_code: '000000' }));
  assert.ok(!JSON.stringify(running.tenant.log.entries(0)).includes(started.body.manual_input_code));
});
