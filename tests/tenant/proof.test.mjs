import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { runningTenant } from './support/running.mjs';
import { Prover } from './support/prover.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();
const prover = await Prover.create();
const other = await Prover.create();
const url = `${run.tenant.url}/oauth/token`;
const now = () => Math.floor(Date.now() / 1000);

/** Redeems a new code with the proof that `options` describe. */
async function redeemWith(options, by = prover) {
  const done = await run.visitor.signIn('ada');
  return run.visitor.redeem(done, {}, { headers: { dpop: await by.proof({ url, ...options }) } });
}

async function assertProofRefused(options, reason, by) {
  const { status, body } = await redeemWith(options, by);
  assert.deepEqual([status, body.error], [400, 'invalid_dpop_proof'], reason.source);
  assert.match(body.error_description, reason);
}

test('a proof for another method, another URL or another endpoint is refused', async () => {
  await assertProofRefused({ claims: { htm: 'GET' } }, /for the method GET, not POST/);
  await assertProofRefused({ claims: { htm: 'post' } }, /for the method post/);
  await assertProofRefused({ claims: { htm: undefined } }, /for the method undefined/);
  for (const htu of [
    `${run.tenant.url}/oauth/revoke`,
    `${url}/`,
    'https://attacker.example/oauth/token',
    'x',
    undefined,
  ]) {
    await assertProofRefused({ claims: { htu } }, /The DPoP proof is for/);
  }
});

test('query and fragment of htu do not count', async () => {
  await run.tenant.switches.set({ as_nonce: 'off' });
  assert.equal((await redeemWith({ claims: { htu: `${url}?a=1#b` } })).status, 200);
});

test('a proof without jti or iat, or signed by another key than it shows, is refused', async () => {
  await assertProofRefused({ claims: { jti: undefined } }, /no jti/);
  await assertProofRefused({ claims: { iat: undefined } }, /no iat/);
  await assertProofRefused({ claims: { nonce: 1 } }, /nonce of the DPoP proof is not a string/);
  await assertProofRefused({ key: other.privateKey }, /does not verify/);
});

test('the wrong type, a missing key, a private key, another algorithm and noise are refused', async () => {
  await assertProofRefused({ header: { typ: 'JWT' } }, /does not verify/);
  await assertProofRefused({ header: { jwk: undefined } }, /does not verify/);
  await assertProofRefused({ header: { jwk: await exportJWK(prover.privateKey) } }, /does not verify/);
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const rsa = { alg: 'RS256', jwk: await exportJWK(publicKey) };
  await assertProofRefused({ header: rsa, key: privateKey }, /does not verify/);
  const done = await run.visitor.signIn('ada');
  const { body } = await run.visitor.redeem(done, {}, { headers: { dpop: 'a.b.c' } });
  assert.equal(body.error, 'invalid_dpop_proof');
});

test('two proofs in one request are refused', async () => {
  const dpop = [await prover.proof({ url }), await prover.proof({ url })].join(', ');
  const { body } = await run.visitor.redeem(await run.visitor.signIn('ada'), {}, { headers: { dpop } });
  assert.match(body.error_description, /more than one DPoP header/);
});

test('without a nonce to vouch for it a proof must be of about now', async () => {
  await run.tenant.switches.set({ as_nonce: 'off' });
  for (const iat of [now() - 400, now() + 100]) await assertProofRefused({ claims: { iat } }, /not made about now/);
  assert.equal((await redeemWith({ claims: { iat: now() - 200 } })).status, 200);
});

test('proof_iat=strict looks at the time even with a nonce, by the clock of the tenant', async () => {
  const late = { claims: { iat: now() - 7200 } };
  const redeem = async () => {
    const done = await run.visitor.signIn('ada');
    return prover.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init), late);
  };
  assert.equal((await redeem()).status, 200, 'a nonce vouches');
  await run.tenant.switches.set({ proof_iat: 'strict' });
  assert.equal((await redeem()).body.error, 'invalid_dpop_proof');
  await run.tenant.switches.set({ clock_skew: -7200 });
  assert.equal((await redeem()).status, 200, 'the tenant believes it is that late');
});

test('a proof works once, unless a switch lets it', async () => {
  await run.tenant.switches.set({ as_nonce: 'off' });
  const dpop = await prover.proof({ url });
  const use = async () => (await run.visitor.redeem(await run.visitor.signIn('ada'), {}, { headers: { dpop } })).body;
  assert.ok((await use()).access_token);
  assert.match((await use()).error_description, /used before/);
  await run.tenant.switches.set({ jti_replay: 'accept' });
  assert.ok((await use()).access_token);
});

test('a refused proof does not use up the code', async () => {
  const done = await run.visitor.signIn('ada');
  const dpop = await prover.proof({ url, claims: { htm: 'GET' } });
  assert.equal((await run.visitor.redeem(done, {}, { headers: { dpop } })).status, 400);
  assert.equal((await prover.atToken(run.visitor, (init) => run.visitor.redeem(done, {}, init))).status, 200);
});

test('proofs are kept whole for a second look, good and bad', async () => {
  await prover.tokens(run.visitor, 'ada', { audience: CALENDAR });
  const { proofs } = await (await fetch(`${run.tenant.url}/control/proofs`)).json();
  assert.deepEqual(proofs, run.tenant.proofs());
  assert.equal(proofs.at(-1).error, null);
  assert.equal(proofs.at(-1).url, url);
  assert.match(proofs.at(-1).proof, /^[\w-]+\.[\w-]+\.[\w-]+$/);
});

test('discovery names the algorithm', async () => {
  const discovery = await (await fetch(`${run.tenant.url}/.well-known/openid-configuration`)).json();
  assert.deepEqual(discovery.dpop_signing_alg_values_supported, ['ES256']);
});
