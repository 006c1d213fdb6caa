// Signing up and in with a passkey, at the endpoints.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { Authenticator } from './support/authenticator.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const running = await runningTenant();
const GRANT = 'urn:okta:params:oauth:grant-type:webauthn';

async function post(path, body, headers = {}) {
  const response = await fetch(running.tenant.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
    body: JSON.stringify({ client_id: 'demo-spa', ...body }),
  });
  return { response, status: response.status, body: await response.json() };
}

const signupChallenge = (changes = {}) =>
  post('/passkey/register', { user_profile: { email: 'new@example.com', name: 'New User' }, ...changes });
const loginChallenge = (changes) => post('/passkey/challenge', changes);

function redeem({ body }, answer, changes = {}, init = {}) {
  const request = { grant_type: GRANT, auth_session: body.auth_session, authn_response: answer, ...changes };
  return post('/oauth/token', { scope: 'openid profile email', ...request }, init.headers);
}

async function signedUp(changes, scope) {
  const authenticator = new Authenticator();
  const challenge = await signupChallenge(changes);
  const answer = authenticator.create(challenge.body.authn_params_public_key);
  const tokens = await redeem(challenge, answer, scope);
  return { authenticator, challenge, answer, tokens };
}

test('a new user signs up, and in again, and is the same', async () => {
  const { authenticator, challenge, tokens } = await signedUp();
  const { rp, user, authenticatorSelection } = challenge.body.authn_params_public_key;
  assert.equal(rp.id, 'localhost');
  assert.deepEqual([user.name, user.displayName], ['new@example.com', 'New User']);
  assert.equal(authenticatorSelection.residentKey, 'required');
  assert.equal(tokens.status, 200);
  const claims = decodeJwt(tokens.body.id_token);
  assert.deepEqual([claims.email, claims.name, claims.aud], ['new@example.com', 'New User', 'demo-spa']);
  assert.equal(claims.nonce, undefined);
  const second = await loginChallenge();
  assert.equal(second.body.authn_params_public_key.rpId, 'localhost');
  const again = await redeem(second, authenticator.get(second.body.authn_params_public_key));
  assert.equal(again.status, 200);
  assert.equal(decodeJwt(again.body.id_token).sub, claims.sub);
});

test('the answer is for the API and the scopes that were asked for, with a refresh token that works', async () => {
  const wanted = { audience: CALENDAR, scope: 'openid read:calendar write:nothing offline_access' };
  const { tokens } = await signedUp({}, wanted);
  const access = decodeJwt(tokens.body.access_token);
  assert.ok([access.aud].flat().includes(CALENDAR));
  assert.equal(tokens.body.scope, 'openid read:calendar offline_access');
  const refreshed = await running.visitor.refresh(tokens.body.refresh_token);
  assert.equal(refreshed.status ?? refreshed.response.status, 200);
});

test('tokens are bound to the key of a proof', async () => {
  const prover = await Prover.create();
  const authenticator = new Authenticator();
  const challenge = await signupChallenge();
  const answer = authenticator.create(challenge.body.authn_params_public_key);
  const given = await prover.atToken(running.visitor, (init) =>
    redeem(challenge, answer, { audience: CALENDAR, scope: 'openid read:calendar' }, init),
  );
  assert.ok(given.challenged, 'a nonce was asked for, which did not use the challenge up');
  assert.equal(given.body.token_type, 'DPoP');
  assert.equal(decodeJwt(given.body.access_token).cnf.jkt, prover.jkt);
});

test('a challenge is answered once, by its client, while it lasts', async () => {
  const { challenge, answer } = await signedUp();
  assert.equal((await redeem(challenge, answer)).body.error, 'invalid_grant');
  const other = await signupChallenge({ user_profile: { username: 'second' } });
  const made = new Authenticator().create(other.body.authn_params_public_key);
  assert.equal((await redeem(other, made, { client_id: 'other-spa' })).body.error, 'invalid_grant');
  const late = await signupChallenge({ user_profile: { username: 'third' } });
  running.tenant.clock.advance(301);
  const tooLate = await redeem(late, new Authenticator().create(late.body.authn_params_public_key));
  assert.equal(tooLate.body.error_description, 'Invalid or expired auth_session');
});

test('an attestation for another challenge, page or party is refused', async () => {
  for (const lie of [{ challenge: 'AAEC' }, { origin: 'https://evil.example' }, { rpId: 'evil.example' }]) {
    const challenge = await signupChallenge();
    const answer = new Authenticator().create(challenge.body.authn_params_public_key, lie);
    const { status, body } = await redeem(challenge, answer);
    assert.deepEqual([status, body.error], [403, 'invalid_grant'], JSON.stringify(lie));
  }
});

test('a signature of another key, and a passkey that nobody made, are refused', async () => {
  const { authenticator } = await signedUp();
  const stranger = new Authenticator();
  for (const sign of [
    (options) => authenticator.get(options, { key: stranger.privateKey }),
    (options) => authenticator.get(options, { origin: 'https://evil.example' }),
    (options) => stranger.get(options),
  ]) {
    const challenge = await loginChallenge();
    const { status, body } = await redeem(challenge, sign(challenge.body.authn_params_public_key));
    assert.deepEqual([status, body.error], [403, 'invalid_grant']);
  }
});

test('an organization is for its members', async () => {
  const { authenticator } = await signedUp();
  const challenge = await loginChallenge({ organization: 'org_acme' });
  const answer = authenticator.get(challenge.body.authn_params_public_key);
  const { status, body } = await redeem(challenge, answer, { organization: 'org_acme' });
  assert.deepEqual([status, body.error], [403, 'access_denied']);
});

test('what is not as it should be is refused with words', async () => {
  const refusals = [
    [await signupChallenge({ user_profile: {} }), 400, /user_profile needs one of/],
    [await signupChallenge({ user_profile: { email: 'ada@example.com' } }), 400, /already exists/],
    [await signupChallenge({ user_profile: { email: 'a@b.c', shoe: '43' } }), 400, /user_profile\.shoe/],
    [await signupChallenge({ realm: 'nowhere' }), 400, /no database connection nowhere/],
    [await loginChallenge({ organization: 'nowhere' }), 400, /organization is invalid/],
    [await loginChallenge({ client_id: 'nobody' }), 401, /Unknown client/],
    [await post('/oauth/token', { grant_type: GRANT }), 400, /Missing required parameter: auth_session/],
    [await redeem(await loginChallenge(), 'text'), 400, /authn_response must be an object/],
  ];
  for (const [{ status, body }, expected, words] of refusals) {
    assert.equal(status, expected, JSON.stringify(body));
    assert.match(body.error_description, words);
  }
  await running.tenant.switches.set({ passkeys: 'off' });
  assert.equal((await loginChallenge()).status, 403);
});

test('nothing of a ceremony is in the log but in short', async () => {
  const { challenge } = await signedUp();
  const text = JSON.stringify(running.tenant.log.entries(0));
  assert.ok(!text.includes(challenge.body.auth_session));
  assert.ok(!text.includes(challenge.body.authn_params_public_key.challenge));
});
