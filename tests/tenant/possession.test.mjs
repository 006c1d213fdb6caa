import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';
import { Prover } from './support/prover.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();
const prover = await Prover.create();
const thief = await Prover.create();

const LASTING = 'openid offline_access';
const MISMATCH = "DPoP proof thumbprints don't match";

/** A sign-in and redemption, with a proof or without. */
async function redeem({ proof, ...changes }) {
  const done = await run.visitor.signIn('ada', changes);
  if (!proof) return run.visitor.redeem(done);
  return prover.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init));
}

function outcome({ status, body }) {
  return status === 200 ? body.token_type : 'refused';
}

test('the table of issuance', async () => {
  const table = [
    // require_pop, proof, then: userinfo only; API none, allowed, required
    ['off', false, 'Bearer', 'Bearer', 'Bearer', 'refused'],
    ['off', true, 'DPoP', 'Bearer', 'DPoP', 'DPoP'],
    ['on', false, 'refused', 'refused', 'refused', 'refused'],
    ['on', true, 'DPoP', 'refused', 'DPoP', 'DPoP'],
  ];
  for (const [required, proof, plain, ...byApi] of table) {
    await run.tenant.switches.set({ require_pop: required, proof_of_possession: 'required' });
    assert.equal(outcome(await redeem({ proof })), plain, `userinfo, ${required}, ${proof}`);
    for (const [index, mechanism] of ['none', 'allowed', 'required'].entries()) {
      await run.tenant.switches.set({ proof_of_possession: mechanism });
      const got = outcome(await redeem({ proof, audience: CALENDAR }));
      assert.equal(got, byApi[index], `${mechanism}, client ${required}, proof ${proof}`);
    }
  }
});

test('refusals are not invalid_grant, and do not use the code or the refresh token up', async () => {
  const done = await run.visitor.signIn('ada', { audience: CALENDAR, scope: LASTING });
  const bare = () => run.visitor.redeem(done);
  await run.tenant.switches.set({ require_pop: 'on' });
  assert.equal((await bare()).body.error, 'invalid_request');
  await run.tenant.switches.set({ require_pop: 'off' });
  const { refresh_token: token } = (await bare()).body;
  await run.tenant.switches.set({ proof_of_possession: 'required' });
  assert.equal((await run.visitor.refresh(token)).body.error, 'invalid_request');
  await run.tenant.switches.set({ proof_of_possession: 'none', require_pop: 'on' });
  assert.equal((await prover.refresh(run.visitor, token)).body.error, 'access_denied');
  await run.tenant.switches.set({ require_pop: 'off' });
  assert.equal((await run.visitor.refresh(token)).status, 200);
});

test('a bound token names the key, in both dialects', async () => {
  for (const audience of [CALENDAR, 'https://orders.example.com/']) {
    const body = await prover.tokens(run.visitor, 'ada', { audience });
    assert.deepEqual(decodeJwt(body.access_token).cnf, { jkt: prover.jkt });
  }
  assert.equal(decodeJwt((await run.visitor.tokens('ada', { audience: CALENDAR })).access_token).cnf, undefined);
});

test('dpop_jkt binds the code: without a proof, or with another key, it is refused', async () => {
  const signIn = () => run.visitor.signIn('ada', { dpop_jkt: prover.jkt });
  const bare = await run.visitor.redeem(await signIn());
  assert.deepEqual([bare.status, bare.body], [403, { error: 'invalid_grant', error_description: MISMATCH }]);
  const done = await signIn();
  const stolen = await thief.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init));
  assert.deepEqual([stolen.status, stolen.body.error_description], [403, MISMATCH]);
});

test('a dpop_jkt that is no thumbprint is refused', async () => {
  const { answer } = await run.visitor.authorize({ dpop_jkt: 'x' });
  assert.equal(answer.error, 'invalid_request');
});

test('the refresh token is bound: without a proof, or with another key, it is refused and not used up', async () => {
  const { refresh_token: token } = await prover.tokens(run.visitor, 'ada', { scope: LASTING });
  assert.deepEqual((await run.visitor.refresh(token)).body, { error: 'invalid_grant', error_description: MISMATCH });
  assert.equal((await thief.refresh(run.visitor, token)).body.error_description, MISMATCH);
  assert.equal((await prover.refresh(run.visitor, token)).status, 200);
  assert.equal(run.tenant.families()[0].reuse_events, 0);
});

test('each rotation stays bound', async () => {
  const { refresh_token: first } = await prover.tokens(run.visitor, 'ada', { scope: LASTING });
  const { body } = await prover.refresh(run.visitor, first, { audience: CALENDAR });
  assert.equal(decodeJwt(body.access_token).cnf.jkt, prover.jkt);
  assert.equal((await thief.refresh(run.visitor, body.refresh_token)).status, 403);
});

test('a refresh token is bound even where the access token is not', async () => {
  await run.tenant.switches.set({ proof_of_possession: 'none' });
  const body = await prover.tokens(run.visitor, 'ada', { audience: CALENDAR, scope: LASTING });
  assert.equal(body.token_type, 'Bearer');
  assert.equal((await run.visitor.refresh(body.refresh_token)).status, 403);
});

test('revocation takes no proof unless a switch asks for one', async () => {
  const revoke = async (by) => {
    const { refresh_token: token } = await prover.tokens(run.visitor, 'ada', { scope: LASTING });
    const asked = { client_id: 'demo-spa', token };
    if (!by) return (await run.visitor.revoke(asked)).status;
    const send = async (init) => {
      const answer = await run.visitor.revoke(asked, init);
      return { ...answer, body: answer.text ? JSON.parse(answer.text) : undefined };
    };
    return (await by.send(`${run.tenant.url}/oauth/revoke`, send)).status;
  };
  assert.equal(await revoke(), 200);
  await run.tenant.switches.set({ revoke_requires_pop: 'on' });
  assert.deepEqual([await revoke(), await revoke(thief), await revoke(prover)], [400, 400, 200]);
});

/** Asks `/userinfo` for a profile. */
async function profile(token, { scheme = 'DPoP', by, nonceless = {} } = {}) {
  const url = `${run.tenant.url}/userinfo`;
  const dpop = by && (await by.proof({ method: 'GET', url, token, ...nonceless }));
  const response = await fetch(url, { headers: { authorization: `${scheme} ${token}`, ...(dpop ? { dpop } : {}) } });
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.json() };
}

test('a bound token opens /userinfo with a proof of its key only', async () => {
  for (const audience of [undefined, CALENDAR]) {
    const { access_token: token } = await prover.tokens(run.visitor, 'ada', { audience, scope: 'openid email' });
    assert.equal((await profile(token, { by: prover })).body.email, 'ada@example.com');
    const cases = [
      [{ scheme: 'Bearer' }, /DPoP-bound token requires the DPoP authentication scheme, not Bearer/],
      [{ by: thief }, /another key/],
      [{ by: prover, nonceless: { token: 'another' } }, /ath/],
      [{ by: prover, nonceless: { method: 'POST' } }, /for the method POST/],
      [{}, /DPoP proof does not verify/],
    ];
    for (const [options, reason] of cases) {
      const { status, body } = await profile(token, options);
      assert.equal(status, 401);
      assert.match(body.error_description, reason);
    }
  }
});

test('a Bearer token is no DPoP token', async () => {
  const { access_token: token } = await run.visitor.tokens('ada');
  const { status, challenge } = await profile(token, { by: prover });
  assert.equal(status, 401);
  assert.match(challenge, /^DPoP error="invalid_token"/);
});
