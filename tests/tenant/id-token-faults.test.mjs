import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { SWITCHES } from '../../www-example/tenant/faults/list.mjs';
import { runningTenant } from './support/running.mjs';

const run = await runningTenant();

async function verify(token) {
  const keys = createLocalJWKSet(await (await fetch(`${run.tenant.url}/.well-known/jwks.json`)).json());
  return jwtVerify(token, keys, { issuer: run.tenant.issuer, audience: 'demo-spa' });
}

const asked = { organization: 'org_acme', max_age: '1000' };
const now = () => Math.floor(Date.now() / 1000);

// Per value: what has to be wrong with the token, and whether its signature still holds.
const EFFECTS = {
  off: (token) => verify(token),
  missing: (token) => assert.equal(token, undefined),
  malformed: (token) => assert.equal(token.split('.').length, 2),
  signature: (token) => assert.rejects(verify(token), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' }),
  unknown_kid: (token) => assert.rejects(verify(token), { code: 'ERR_JWKS_NO_MATCHING_KEY' }),
  crit: (token) => assert.rejects(verify(token), { code: 'ERR_JOSE_NOT_SUPPORTED' }),
  iss: (token) => assert.equal(decodeJwt(token).iss, 'https://attacker.example/'),
  no_iss: (token) => assert.equal(decodeJwt(token).iss, undefined),
  sub: (token) => assert.equal(decodeJwt(token).sub, undefined),
  other_sub: (token) => assert.equal(decodeJwt(token).sub, 'auth0|mallory'),
  aud: (token) => assert.equal(decodeJwt(token).aud, 'another-client'),
  no_aud: (token) => assert.equal(decodeJwt(token).aud, undefined),
  aud_list(token) {
    const { aud, azp } = decodeJwt(token);
    assert.deepEqual([aud, azp], [['demo-spa', 'another-client'], 'another-client']);
  },
  azp: (token) => assert.equal(decodeJwt(token).azp, 'another-client'),
  no_azp: (token) => assert.deepEqual([decodeJwt(token).azp, decodeJwt(token).aud.length], [undefined, 2]),
  nonce: (token) => assert.equal(decodeJwt(token).nonce, 'a-nonce-nobody-sent'),
  no_nonce: (token) => assert.equal(decodeJwt(token).nonce, undefined),
  exp: (token) => assert.ok(decodeJwt(token).exp < now() - 3600),
  no_exp: (token) => assert.equal(decodeJwt(token).exp, undefined),
  iat: (token) => assert.ok(decodeJwt(token).iat > now() + 3600),
  no_iat: (token) => assert.equal(decodeJwt(token).iat, undefined),
  nbf: (token) => assert.ok(decodeJwt(token).nbf > now() + 600),
  auth_time: (token) => assert.ok(decodeJwt(token).auth_time < now() - 86400),
  no_auth_time: (token) => assert.equal(decodeJwt(token).auth_time, undefined),
  org_id: (token) => assert.equal(decodeJwt(token).org_id, 'org_attacker'),
  no_org_id: (token) => assert.equal(decodeJwt(token).org_id, undefined),
  org_name: (token) => assert.equal(decodeJwt(token).org_name, 'attacker'),
  no_org_name: (token) => assert.equal(decodeJwt(token).org_name, undefined),
};

// The claims a sound token has here, so that "left out" is seen to mean something.
test('the token asked for below has every claim that is tampered with', async () => {
  const claims = decodeJwt((await run.visitor.tokens('ada', asked)).id_token);
  for (const name of ['iss', 'sub', 'aud', 'nonce', 'exp', 'iat', 'auth_time', 'org_id', 'org_name']) {
    assert.notEqual(claims[name], undefined, name);
  }
});

const { values } = SWITCHES.find(({ name }) => name === 'id_token_tamper');

for (const value of values) {
  test(`id_token_tamper=${value}`, async () => {
    await run.tenant.switches.set({ id_token_tamper: value });
    await EFFECTS[value]((await run.visitor.tokens('ada', asked)).id_token);
  });
}

const TAMPERED_CLAIMS = values.filter(
  (value) => value in EFFECTS && /^(no_|iss|sub|other|aud|azp|nonce|nbf|org|auth)/.test(value),
);

test('a token with a wrong claim is still properly signed', async () => {
  for (const value of TAMPERED_CLAIMS) {
    await run.tenant.switches.set({ id_token_tamper: value });
    const { id_token: token } = await run.visitor.tokens('ada', asked);
    const refused = await verify(token).then(
      () => undefined,
      ({ code }) => code,
    );
    assert.notEqual(refused, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', value);
  }
});

for (const alg of ['PS256', 'ES256']) {
  test(`id_token_alg=${alg} signs with a published key of that kind`, async () => {
    await run.tenant.switches.set({ id_token_alg: alg });
    const { protectedHeader } = await verify((await run.visitor.tokens('ada')).id_token);
    assert.equal(protectedHeader.alg, alg);
  });
}

test('id_token_alg=HS256 signs with a secret nobody has; none does not sign', async () => {
  for (const alg of ['HS256', 'none']) {
    await run.tenant.switches.set({ id_token_alg: alg });
    const { id_token: token } = await run.visitor.tokens('ada');
    assert.equal(JSON.parse(Buffer.from(token.split('.')[0], 'base64url')).alg, alg);
    await assert.rejects(verify(token));
  }
});

test('rotate_keys=rotate signs with a new key and keeps the former one published until it is dropped', async () => {
  const { tenant, visitor } = run;
  const kids = async () =>
    (await (await fetch(`${tenant.url}/.well-known/jwks.json`)).json()).keys.map(({ kid }) => kid);
  const before = await kids();
  const older = (await visitor.tokens('ada')).id_token;
  await tenant.switches.set({ rotate_keys: 'rotate' });
  const newer = (await visitor.tokens('ada')).id_token;
  assert.ok(!before.includes(decodeProtectedHeader(newer).kid), 'nobody has seen the new key');
  await verify(newer);
  await verify(older);
  await tenant.switches.set({ rotate_keys: 'drop_previous' });
  await assert.rejects(verify(older), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
  await verify(newer);
});

test('rotate_keys=promote_next signs with the key that was published ahead', async () => {
  const { tenant, visitor } = run;
  const { keys } = await (await fetch(`${tenant.url}/.well-known/jwks.json`)).json();
  await tenant.switches.set({ rotate_keys: 'promote_next' });
  assert.equal(decodeProtectedHeader((await visitor.tokens('ada')).id_token).kid, keys[1].kid);
});
