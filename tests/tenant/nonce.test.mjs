import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';
import { Prover } from './support/prover.mjs';
import { ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();
const prover = await Prover.create();

/** Redeems a new code; whether it took a challenge, and the answer. */
async function redeem(options) {
  const done = await run.visitor.signIn('ada');
  return prover.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init), options);
}
const challenges = async (count) => {
  const seen = [];
  for (let index = 0; index < count; index += 1) {
    const { status, challenged } = await redeem();
    assert.equal(status, 200);
    seen.push(challenged);
  }
  return seen;
};

test('a proof without a nonce is challenged, in Auth0’s words, and the code is not used up', async () => {
  prover.nonce = undefined;
  const done = await run.visitor.signIn('ada');
  const headers = { origin: ORIGIN, dpop: await prover.proof({ url: `${run.tenant.url}/oauth/token` }) };
  const { status, body, response } = await run.visitor.redeem(done, {}, { headers });
  const description = 'Authorization server requires nonce in DPoP proof';
  assert.deepEqual([status, body], [400, { error: 'use_dpop_nonce', error_description: description }]);
  assert.ok(response.headers.get('dpop-nonce'));
  assert.match(response.headers.get('access-control-expose-headers'), /DPoP-Nonce/);
  assert.equal((await prover.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init))).status, 200);
});

test('as_nonce=required: one challenge, then the nonce is good for minutes', async () => {
  assert.deepEqual(await challenges(3), [true, false, false]);
  run.tenant.clock.advance(301);
  assert.deepEqual(await challenges(1), [true]);
});

test('the answer to a challenge must be a new proof', async () => {
  const done = await run.visitor.signIn('ada');
  const { status, body } = await prover.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init), {
    claims: { jti: 'always-the-same' },
  });
  assert.deepEqual([status, body.error], [400, 'invalid_dpop_proof']);
});

test('a nonce of another server is no nonce', async () => {
  prover.nonce = 'made-up';
  assert.deepEqual(await challenges(1), [true]);
});

test('as_nonce=off: no challenge, and no nonce is sent', async () => {
  await run.tenant.switches.set({ as_nonce: 'off' });
  prover.nonce = undefined;
  const { challenged, response } = await redeem();
  assert.deepEqual([challenged, response.headers.get('dpop-nonce')], [false, null]);
});

test('as_nonce=rotate: a challenge each time', async () => {
  await run.tenant.switches.set({ as_nonce: 'rotate' });
  assert.deepEqual(await challenges(3), [true, true, true]);
});

test('as_nonce=rotate_on_success: a challenge once, then each answer brings the next nonce', async () => {
  await run.tenant.switches.set({ as_nonce: 'rotate_on_success' });
  assert.deepEqual(await challenges(3), [true, false, false]);
  const before = prover.nonce;
  await redeem();
  assert.notEqual(prover.nonce, before);
});

test('as_nonce=stale: no nonce is ever good', async () => {
  await run.tenant.switches.set({ as_nonce: 'stale' });
  const { status, body, challenged } = await redeem();
  assert.deepEqual([status, body.error, challenged], [400, 'use_dpop_nonce', true]);
});

test('a challenge of a refresh leaves the refresh token as it is', async () => {
  await run.tenant.switches.set({ as_nonce: 'rotate' });
  let { refresh_token: token } = await prover.tokens(run.visitor, 'ada', { scope: 'openid offline_access' });
  for (const _ of [1, 2]) {
    const { status, challenged, body } = await prover.refresh(run.visitor, token);
    assert.deepEqual([status, challenged], [200, true]);
    token = body.refresh_token;
  }
  assert.equal(run.tenant.families()[0].reuse_events, 0);
});

test('a request without a proof is not challenged', async () => {
  const { status, response } = await run.visitor.redeem(await run.visitor.signIn('ada'));
  assert.deepEqual([status, response.headers.get('dpop-nonce')], [200, null]);
});

test('cors_expose=none hides the nonce from pages', async () => {
  await run.tenant.switches.set({ cors_expose: 'none' });
  const { response } = await run.visitor.redeem(await run.visitor.signIn('ada'), {}, { headers: { origin: ORIGIN } });
  assert.equal(response.headers.get('access-control-expose-headers'), null);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
});

test('token_type_override speaks for the answer, not for the token', async () => {
  for (const type of ['Bearer', 'dpop', 'mac']) {
    await run.tenant.switches.set({ token_type_override: type });
    const { body } = await redeem();
    assert.equal(body.token_type, type);
    assert.equal(decodeJwt(body.id_token).sub, 'auth0|ada');
  }
});
