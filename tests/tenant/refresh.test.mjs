import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

const SCOPE = 'openid profile email offline_access';
const REFUSED = 'Unknown or invalid refresh token.';
const lasting = (changes = {}) => run.visitor.tokens('ada', { scope: SCOPE, ...changes });
const lastNote = () => run.tenant.log.entries().at(-1).note;

function assertRefused({ status, body }) {
  assert.deepEqual([status, body], [403, { error: 'invalid_grant', error_description: REFUSED }]);
}

test('offline_access brings a refresh token, and is echoed', async () => {
  const body = await lasting();
  assert.match(body.refresh_token, /^v1\./);
  assert.equal(body.scope, SCOPE);
  const plain = await run.visitor.tokens('ada');
  assert.deepEqual([plain.refresh_token, plain.scope], [undefined, 'openid profile email']);
});

test('a refresh token brings new tokens and the next refresh token', async () => {
  const first = await lasting({ audience: CALENDAR, scope: `${SCOPE} read:calendar` });
  const { status, body, response } = await run.visitor.refresh(first.refresh_token);
  assert.equal(status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const members = ['access_token', 'expires_in', 'id_token', 'refresh_token', 'scope', 'token_type'];
  assert.deepEqual(Object.keys(body).sort(), members);
  assert.notEqual(body.refresh_token, first.refresh_token);
  assert.notEqual(body.access_token, first.access_token);
  assert.deepEqual(decodeJwt(body.access_token).aud, [CALENDAR, `${run.tenant.url}/userinfo`]);
  assert.equal((await run.visitor.refresh(body.refresh_token)).status, 200);
});

test('the ID token of a refresh is of the same person, session and sign-in, without a nonce', async () => {
  const first = await lasting({ max_age: '1000' });
  const { body } = await run.visitor.refresh(first.refresh_token);
  const keys = createLocalJWKSet(await (await fetch(`${run.tenant.url}/.well-known/jwks.json`)).json());
  const { issuer } = run.tenant;
  const { payload } = await jwtVerify(body.id_token, keys, { issuer, audience: 'demo-spa' });
  const before = decodeJwt(first.id_token);
  for (const claim of ['sub', 'sid', 'auth_time', 'name', 'email']) assert.equal(payload[claim], before[claim], claim);
  assert.ok(before.nonce && before.auth_time);
  assert.equal(payload.nonce, undefined);
});

test('parameters the grant does not know are ignored, and JSON is as good as a form', async () => {
  const { refresh_token: token } = await lasting();
  const extra = { redirect_uri: `${ORIGIN}/elsewhere`, organization: 'org_nobody', made_up: '1' };
  assert.equal((await run.visitor.refresh(token, extra, { json: true })).status, 200);
});

test('a second use is reuse: it is refused, and the whole family ends', async () => {
  const first = await lasting();
  const { body: second } = await run.visitor.refresh(first.refresh_token);
  assertRefused(await run.visitor.refresh(first.refresh_token));
  assert.equal(lastNote(), 'refused: reuse detected: family revoked');
  assertRefused(await run.visitor.refresh(second.refresh_token));
  assert.match(lastNote(), /its family was revoked: reuse detected/);
  const [family] = run.tenant.families();
  assert.deepEqual([family.revoked, family.reuse_events, family.generation], ['reuse detected', 1, 1]);
});

test('reuse ends the opaque access tokens of the family too, and leaves the other families alone', async () => {
  const first = await lasting();
  const other = await lasting();
  await run.visitor.refresh(first.refresh_token);
  await run.visitor.refresh(first.refresh_token);
  const authorization = `Bearer ${first.access_token}`;
  assert.equal((await fetch(`${run.tenant.url}/userinfo`, { headers: { authorization } })).status, 401);
  assert.equal((await run.visitor.refresh(other.refresh_token)).status, 200);
});

test('two uses at the same moment are a reuse too', async () => {
  const { refresh_token: token } = await lasting();
  const answers = await Promise.all([run.visitor.refresh(token), run.visitor.refresh(token)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403]);
  assert.equal(run.tenant.families()[0].reuse_events, 1);
});

test('the second redemption of a code ends the family it began', async () => {
  const done = await run.visitor.signIn('ada', { scope: SCOPE });
  const { body } = await run.visitor.redeem(done);
  await run.visitor.redeem(done);
  assertRefused(await run.visitor.refresh(body.refresh_token));
  assert.equal(run.tenant.families()[0].revoked, 'code used twice');
});

test('made-up tokens, another client’s and none at all are refused', async () => {
  const { refresh_token: token } = await lasting();
  assertRefused(await run.visitor.refresh('v1.made-up'));
  assertRefused(await run.visitor.refresh(token, { client_id: 'other-spa' }));
  const missing = { error: 'invalid_request', error_description: 'Missing required parameter: refresh_token' };
  assert.deepEqual((await run.visitor.refresh(undefined)).body, missing);
  assert.equal((await run.visitor.refresh(token, { client_id: 'nobody' })).body.error, 'invalid_client');
  assert.equal((await run.visitor.refresh(token)).status, 200, 'and none of it used the token up');
});

test('a refresh from an unknown origin does not use the token up', async () => {
  const { refresh_token: token } = await lasting();
  const headers = { origin: 'https://attacker.example' };
  assert.equal((await run.visitor.refresh(token, {}, { headers })).status, 403);
  assert.equal((await run.visitor.refresh(token, {}, { headers: { origin: ORIGIN } })).status, 200);
});

test('a family is described: whose it is, for which audiences, how far it has come', async () => {
  const first = await lasting();
  const { body } = await run.visitor.refresh(first.refresh_token);
  await run.visitor.refresh(body.refresh_token, { audience: CALENDAR });
  const { families } = await (await fetch(`${run.tenant.url}/control/families`)).json();
  assert.deepEqual(families, [
    {
      id: 'family-1',
      subject: 'auth0|ada',
      client: 'demo-spa',
      audiences: [CALENDAR],
      generation: 2,
      exchanges: 2,
      revoked: false,
      reuse_events: 0,
    },
  ]);
  run.tenant.reset();
  assert.deepEqual(run.tenant.families(), []);
});

test('refresh tokens do not reach the log in full', async () => {
  const first = await lasting();
  const { body } = await run.visitor.refresh(first.refresh_token);
  const text = JSON.stringify(run.tenant.log.entries());
  for (const token of [first.refresh_token, body.refresh_token]) assert.ok(!text.includes(token));
});
