import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { totp } from './support/totp.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();

const SCOPE = 'openid profile email read:calendar offline_access';
const GRANT = (kind) => `http://auth0.com/oauth/grant-type/mfa-${kind}`;

async function api(method, path, { bearer, body } = {}) {
  const response = await fetch(`${run.tenant.url}/mfa/${path}`, {
    method,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const prove = (kind, members) => run.visitor.token({ client_id: 'demo-spa', grant_type: GRANT(kind), ...members });

/** A refresh that needs a second factor: its refresh token and the `mfa_token`. */
async function stopped(mode = 'required_on_refresh') {
  const { refresh_token } = await run.visitor.tokens('ada', { audience: CALENDAR, scope: SCOPE });
  await run.tenant.switches.set({ mfa: mode });
  const { status, body } = await run.visitor.refresh(refresh_token);
  return { status, refresh_token, ...body };
}

async function enrolled(bearer, body = { authenticator_types: ['otp'] }) {
  return (await api('POST', 'associate', { bearer, body })).body;
}

/** A person with an authenticator app, and a sign-in that waits for its code. */
async function withApp() {
  const first = await stopped();
  const app = await enrolled(first.mfa_token);
  await prove('otp', { mfa_token: first.mfa_token, otp: await totp(app.barcode_uri) });
  // The next code of an app comes half a minute later.
  run.tenant.clock.advance(30);
  return { app, code: () => totp(app.barcode_uri, Date.now() / 1000 + 30), ...(await stopped()) };
}

test('RFC 6238, appendix B: the app of these tests and the tenant agree with the vectors', async () => {
  const { codeOf, stepAt } = await import('../../www-example/tenant/mfa/totp.mjs');
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ]) {
    assert.equal(await totp(`otpauth://totp/x?secret=${secret}`, seconds), code);
    assert.equal(codeOf(secret, stepAt(seconds)), code);
  }
});

test('a refresh asks for a second factor, says what may be enrolled, and uses nothing up', async () => {
  const { status, error, error_description: text, mfa_token, mfa_requirements: needs, refresh_token } = await stopped();
  assert.deepEqual([status, error, text], [403, 'mfa_required', 'Multifactor authentication required']);
  assert.ok(mfa_token);
  assert.deepEqual(
    needs.enroll.map(({ type }) => type),
    ['otp', 'phone', 'push-notification', 'email'],
  );
  await run.tenant.switches.set({ mfa_status: '401' });
  assert.equal((await run.visitor.refresh(refresh_token)).status, 401);
  await run.tenant.switches.set({ mfa: 'off' });
  assert.equal((await run.visitor.refresh(refresh_token)).status, 200);
});

test('an app is enrolled: its first code brings the tokens, and the session needs no more', async () => {
  const { mfa_token } = await stopped();
  assert.deepEqual((await api('GET', 'authenticators', { bearer: mfa_token })).body, []);
  const app = await enrolled(mfa_token);
  assert.deepEqual([app.authenticator_type, app.recovery_codes.length], ['otp', 1]);
  assert.ok(app.barcode_uri.includes(app.secret));
  const { status, body } = await prove('otp', { mfa_token, otp: await totp(app.barcode_uri) });
  assert.equal(status, 200);
  const claims = decodeJwt(body.access_token);
  assert.deepEqual([claims.sub, claims.amr], ['auth0|ada', ['mfa']]);
  assert.ok(SCOPE.split(' ').every((scope) => body.scope.split(' ').includes(scope)));
  assert.equal((await run.visitor.refresh(body.refresh_token)).status, 200);
  assert.equal((await prove('otp', { mfa_token, otp: '000000' })).body.error_description, 'Malformed mfa_token');
});

test('a known app is listed and challenged; a code is taken once', async () => {
  const { mfa_token, mfa_requirements: needs, code } = await withApp();
  assert.deepEqual(needs, { challenge: [{ type: 'recovery-code' }, { type: 'otp' }] });
  const { body: list } = await api('GET', 'authenticators', { bearer: mfa_token });
  assert.deepEqual(
    list.map(({ authenticator_type, type, active }) => [authenticator_type, type, active]),
    [
      ['recovery-code', 'recovery-code', true],
      ['otp', 'otp', true],
    ],
  );
  const asked = { mfa_token, client_id: 'demo-spa', challenge_type: 'otp', authenticator_id: list[1].id };
  assert.deepEqual((await api('POST', 'challenge', { body: asked })).body, { challenge_type: 'otp' });
  const otp = await code();
  assert.equal((await prove('otp', { mfa_token, otp })).status, 200);
  const again = await stopped();
  assert.equal((await prove('otp', { mfa_token: again.mfa_token, otp })).body.error, 'invalid_grant');
  const more = await api('POST', 'associate', { bearer: again.mfa_token, body: { authenticator_types: ['otp'] } });
  assert.equal(more.body.error, 'access_denied');
});

for (const channel of ['sms', 'voice', 'email']) {
  test(`a code by ${channel}: enrolled, challenged, and wrong codes are told`, async () => {
    const { mfa_token } = await stopped();
    const body = { authenticator_types: ['oob'], oob_channels: [channel], phone_number: '+15550100' };
    const made = await enrolled(mfa_token, body);
    assert.deepEqual([made.authenticator_type, made.oob_channel, made.binding_method], ['oob', channel, 'prompt']);
    const [{ code, to }] = run.tenant.factorMessages();
    assert.equal(to, channel === 'email' ? 'ada@example.com' : '+15550100');
    const oob = { mfa_token, oob_code: made.oob_code };
    assert.equal((await prove('oob', { ...oob, binding_code: '-' })).body.error_description, 'Invalid binding_code.');
    assert.equal((await prove('oob', { ...oob, oob_code: '-' })).body.error_description, 'Invalid oob_code.');
    assert.equal((await prove('oob', { ...oob, binding_code: code })).status, 200);
    const next = await stopped();
    const asked = { mfa_token: next.mfa_token, client_id: 'demo-spa', challenge_type: 'oob' };
    const { body: sent } = await api('POST', 'challenge', { body: asked });
    const [message] = run.tenant.factorMessages();
    const proof = { mfa_token: next.mfa_token, oob_code: sent.oob_code, binding_code: message.code };
    assert.equal((await prove('oob', proof)).status, 200);
    assert.deepEqual(run.tenant.factorMessages(), []);
  });
}

test('a notification: pending until the person answers, by script or by the control API', async () => {
  const { mfa_token } = await stopped();
  const made = await enrolled(mfa_token, { authenticator_types: ['oob'], oob_channels: ['auth0'] });
  assert.ok(made.barcode_uri && made.binding_method === undefined);
  const oob = { mfa_token, oob_code: made.oob_code };
  assert.equal((await prove('oob', oob)).body.error, 'authorization_pending');
  const control = (body) =>
    fetch(`${run.tenant.url}/control/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  assert.equal((await control({ answer: 'perhaps' })).status, 400);
  assert.equal((await control({ answer: 'denied' })).status, 204);
  assert.equal((await prove('oob', oob)).body.error_description, 'MFA Authorization rejected.');
  assert.equal((await control({ answer: 'approved' })).status, 404);
  const again = await enrolled(mfa_token, { authenticator_types: ['oob'], oob_channels: ['auth0'] });
  assert.ok(run.tenant.answerPush('approved'));
  assert.equal((await prove('oob', { mfa_token, oob_code: again.oob_code })).status, 200);
});

test('a recovery code is good once and brings the next', async () => {
  const { app, mfa_token } = await withApp();
  const [recovery_code] = app.recovery_codes;
  const { body } = await prove('recovery-code', { mfa_token, recovery_code });
  assert.ok(body.access_token && body.recovery_code && body.recovery_code !== recovery_code);
  const next = await stopped();
  const used = await prove('recovery-code', { mfa_token: next.mfa_token, recovery_code });
  assert.equal(used.body.error, 'invalid_grant');
});

test('an mfa_token ends after ten minutes, takes ten wrong codes, and belongs to its client', async () => {
  const { mfa_token } = await stopped();
  const other = await run.visitor.token({ client_id: 'other-spa', grant_type: GRANT('otp'), mfa_token, otp: '1' });
  assert.equal(other.body.error, 'invalid_grant');
  assert.equal((await prove('otp', { mfa_token })).body.error, 'invalid_request');
  for (let count = 0; count < 10; count += 1) await prove('otp', { mfa_token, otp: '000000' });
  const { status, body } = await prove('otp', { mfa_token, otp: '000000' });
  assert.deepEqual([status, body.error], [429, 'too_many_attempts']);
  const next = await stopped();
  run.tenant.clock.advance(601);
  const late = await api('GET', 'authenticators', { bearer: next.mfa_token });
  assert.deepEqual([late.status, late.body.error], [401, 'expired_token']);
});

test('what the MFA API refuses: no token, no factor, another type', async () => {
  assert.equal((await api('GET', 'authenticators')).status, 401);
  const { mfa_token } = await stopped();
  const asked = { mfa_token, client_id: 'demo-spa', challenge_type: 'otp' };
  assert.equal((await api('POST', 'challenge', { body: asked })).body.error, 'association_required');
  for (const body of [
    {},
    { authenticator_types: ['oob'], oob_channels: ['fax'] },
    { authenticator_types: ['oob'], oob_channels: ['sms'] },
  ]) {
    assert.equal((await api('POST', 'associate', { bearer: mfa_token, body })).body.error, 'invalid_request');
  }
  const known = await withApp();
  const sms = { mfa_token: known.mfa_token, client_id: 'demo-spa', challenge_type: 'oob' };
  assert.equal((await api('POST', 'challenge', { body: sms })).body.error, 'unsupported_challenge_type');
});

test('assurance_expired asks again ten minutes after a factor was shown', async () => {
  const { app, mfa_token } = await (async () => {
    const first = await stopped('assurance_expired');
    return { ...first, app: await enrolled(first.mfa_token) };
  })();
  const { body } = await prove('otp', { mfa_token, otp: await totp(app.barcode_uri) });
  const { body: next } = await run.visitor.refresh(body.refresh_token);
  assert.ok(next.access_token);
  run.tenant.clock.advance(601);
  assert.equal((await run.visitor.refresh(next.refresh_token)).body.error, 'mfa_required');
});

test('an exchange can need a second factor, and goes on for its user, bound to the key of the proof', async () => {
  await run.tenant.switches.set({ mfa: 'required_on_exchange' });
  const form = {
    client_id: 'demo-spa',
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await run.tenant.subjectToken({ user: 'grace' }),
    subject_token_type: 'urn:partner:session-token',
    audience: CALENDAR,
    scope: SCOPE,
    organization: 'org_acme',
  };
  const { body: asked } = await run.visitor.token(form);
  assert.equal(asked.error, 'mfa_required');
  const app = await enrolled(asked.mfa_token);
  const prover = await Prover.create();
  const proof = { mfa_token: asked.mfa_token, otp: await totp(app.barcode_uri) };
  const grant = { client_id: 'demo-spa', grant_type: GRANT('otp'), ...proof };
  const { body } = await prover.atToken(run.visitor, (init) => run.visitor.token(grant, init));
  assert.deepEqual([decodeJwt(body.id_token).sub, decodeJwt(body.id_token).org_id], ['auth0|grace', 'org_acme']);
  assert.equal(decodeJwt(body.access_token).cnf.jkt, prover.jkt);
  assert.equal(body.issued_token_type, 'urn:ietf:params:oauth:token-type:access_token');
});

test('the log shows no code, secret or mfa_token', async () => {
  const { mfa_token } = await stopped();
  const app = await enrolled(mfa_token);
  await prove('otp', { mfa_token, otp: await totp(app.barcode_uri) });
  const log = JSON.stringify(run.tenant.log.entries());
  for (const secret of [mfa_token, app.secret, app.recovery_codes[0]]) assert.ok(!log.includes(secret));
});
