// useDpop: tokens that are bound to a key of this browser, and the calls that prove it.
import { decodeJwt } from 'jose';
import { bound, byHand, keysAt, proofsAt, sharedDatabase } from './support/dpop.mjs';
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { token } from './support/refresh.mjs';
import { queryOf, seenBy } from './support/wire.mjs';

const detailed = (given) => window.client.getTokenSilently({ ...given, detailedResponse: true });
const STORES = ['memory', 'localstorage', 'indexeddb'];

for (const cacheLocation of STORES) {
  test(`S3-E19 S3-P19 DP-23 the token is bound to the key that the login was begun with (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await app.signIn({ options: bound({ cacheLocation }) });
    const announced = queryOf(app.wire.authorizations()[0]).get('dpop_jkt');
    expect(await keysAt(tenant)).toEqual([announced]);
    const first = await app.run(detailed);
    expect(first.token_type).toBe('DPoP');
    expect(decodeJwt(first.access_token).cnf).toEqual({ jkt: announced });
    const second = await app.run(detailed, { cacheMode: 'off' });
    expect(second).toMatchObject({ token_type: 'DPoP' });
    expect(decodeJwt(second.access_token).cnf).toEqual({ jkt: announced });
    expect(await keysAt(tenant)).toEqual([announced]);
  });
}

test('S3-P19 without useDpop the type is Bearer, and no request has a proof or a thumbprint', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: bound({ useDpop: false }) });
  expect(await app.run(detailed, { cacheMode: 'off' })).toMatchObject({ token_type: 'Bearer' });
  expect(tenant.proofs()).toEqual([]);
  expect(queryOf(app.wire.authorizations()[0]).has('dpop_jkt')).toBe(false);
  expect(await app.run(() => indexedDB.databases())).toEqual([]);
});

test('DP-01 DP-02 DP-03 DP-05 DP-08 DP-10 DP-34 one proof for code and refresh each: ES256, public members, a jti of its own, no ath', async ({
  app,
  tenant,
}) => {
  // In a store, so that the page sends and not a worker, whose headers nobody sees.
  await app.signIn({ options: bound({ cacheLocation: 'localstorage' }) });
  for (let round = 0; round < 3; round += 1) await app.run(token, { cacheMode: 'off' });
  const headers = await Promise.all(app.wire.tokens().map((request) => request.headersArray()));
  expect(headers.length).toBeGreaterThanOrEqual(4);
  for (const sent of headers) {
    const values = (wanted) => sent.filter(({ name }) => name.toLowerCase() === wanted).map(({ value }) => value);
    expect(values('dpop')).toEqual([expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
    // What the browser says where its cache may neither answer nor keep.
    expect(values('cache-control')).toEqual(['no-cache']);
  }
  const proofs = await proofsAt(tenant);
  expect(proofs.length).toBeGreaterThanOrEqual(4);
  for (const { header, payload } of proofs) {
    expect(Object.keys(header).sort()).toEqual(['alg', 'jwk', 'typ']);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'dpop+jwt' });
    expect(Object.keys(header.jwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(payload).toMatchObject({ htm: 'POST', htu: `${tenant.url}/oauth/token`, iat: expect.any(Number) });
    expect(payload).not.toHaveProperty('ath');
  }
  expect(new Set(proofs.map(({ payload }) => payload.jti)).size).toBe(proofs.length);
});

test('DP-14 no metadata is read: the algorithm is the one that every tenant of Auth0 takes', async ({
  app,
  tenant,
}) => {
  await app.signIn({ options: bound() });
  await app.run(token, { cacheMode: 'off' });
  const paths = tenant.log.entries(0).map(({ path }) => path);
  expect(paths).toContain('/.well-known/jwks.json');
  expect(paths.filter((path) => /openid-configuration|oauth-authorization-server/.test(path))).toEqual([]);
  for (const { header } of await proofsAt(tenant)) expect(header.alg).toBe('ES256');
});

test('DP-15 a proof that the tenant refuses is an error of its own, sent once', async ({ app, tenant }) => {
  await tenant.switches.set({ as_nonce: 'off', proof_iat: 'strict' });
  await app.page.addInitScript((off) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + off;
  }, 6 * 3_600_000);
  // In a store: the clock of a worker is not the one that was changed.
  expect(await app.refused({ options: bound({ cacheLocation: 'localstorage' }) })).toMatchObject({
    classes: ['GenericError'],
    error: 'invalid_dpop_proof',
    status: 400,
  });
  expect(seenBy(tenant, '/oauth/token').map(({ status }) => status)).toEqual([400]);
});

test('DP-36 no proof is kept or logged, made for the tenant, an API or by hand', async ({ app, tenant, api }) => {
  const said = [];
  app.page.on('console', (message) => said.push(message.text()));
  await app.signIn({ options: bound({ cacheLocation: 'localstorage' }) });
  await app.run(token, { cacheMode: 'off' });
  expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
  await app.run(() => window.client.createFetcher({ baseUrl: window.settings.api }).fetchWithAuth('/calendar'));
  const proofs = [...tenant.proofs(), ...api.proofs()].map(({ proof }) => proof);
  expect(proofs.length).toBeGreaterThanOrEqual(5);
  const kept = await app.run(async () => (await window.everythingStored()) + JSON.stringify(window.client));
  for (const signature of proofs.map((proof) => proof.split('.')[2])) {
    expect(kept).not.toContain(signature);
    expect(said.join()).not.toContain(signature);
  }
});

test('S3-P20 a request by hand: proof, nonce kept and used again; and the three methods throw without useDpop', async ({
  app,
  api,
}) => {
  await api.switches.set({ rs_nonce: 'required' });
  await app.signIn({ options: bound() });
  const challenged = await app.run(byHand, { path: '/calendar' });
  expect(challenged).toMatchObject({ status: 401, nonce: expect.any(String) });
  const kept = await app.run(async (nonce) => {
    await window.client.setDpopNonce(nonce, 'calendar');
    return [await window.client.getDpopNonce('calendar'), await window.client.getDpopNonce('other')];
  }, challenged.nonce);
  expect(kept).toEqual([challenged.nonce, undefined]);
  expect(await app.run(byHand, { path: '/calendar', nonce: kept[0] })).toMatchObject({ status: 200 });
  expect(await app.run(() => window.client.getDpopNonce())).toEqual(expect.any(String));
  await app.make();
  const thrown = await app.run(() =>
    ['getDpopNonce', 'setDpopNonce', 'generateDpopProof'].map((name) => {
      try {
        window.client[name]('x');
        return 'nothing';
      } catch (error) {
        return error.message;
      }
    }),
  );
  expect(thrown).toEqual(Array(3).fill('`useDpop` option must be enabled before using DPoP.'));
});

test('DP-04 DP-05 DP-07 generateDpopProof: method, URL without query and fragment, hash of the token', async ({
  app,
}) => {
  await app.signIn({ options: bound() });
  const { proofs, hash } = await app.run(async () => {
    const cases = [
      { method: 'patch', url: 'HTTPS://API.example:443/a/../b?x=1#y', accessToken: 'abc', nonce: 'n' },
      { method: 'GET', url: 'http://localhost:1234', accessToken: undefined },
    ];
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'));
    return {
      proofs: await Promise.all(cases.map((one) => window.client.generateDpopProof(one))),
      hash: btoa(String.fromCharCode(...new Uint8Array(digest))),
    };
  });
  const ath = hash.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  expect(decodeJwt(proofs[0])).toMatchObject({ htm: 'PATCH', htu: 'https://api.example/b', nonce: 'n', ath });
  expect(decodeJwt(proofs[1])).toMatchObject({ htm: 'GET', htu: 'http://localhost:1234/' });
  expect(decodeJwt(proofs[1])).not.toHaveProperty('ath');
});

test('S3-E20 a plain fetch with the bound token as Bearer is refused by the API', async ({ app }) => {
  await app.signIn({ options: bound() });
  const refused = await app.run(byHand, { path: '/calendar', scheme: 'Bearer' });
  expect(refused.status).toBe(401);
  expect(refused.challenge).toContain('invalid_token');
  expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
});

test('S3-P17 DP-39 a logout deletes keys and nonces of the client, and not those of another', async ({ app }) => {
  await app.signIn({ options: bound({ clientId: 'other-spa' }) });
  await app.signIn({ as: false, options: bound() });
  await app.run(async () => {
    await window.client.setDpopNonce('x', 'calendar');
    await window.client.setDpopNonce('y');
  });
  await expect.poll(async () => (await app.run(sharedDatabase)).nonce).toContain('demo-spa::_calendar');
  expect((await app.run(sharedDatabase)).keypair.sort()).toEqual(['demo-spa::auth0', 'other-spa::auth0']);
  await app.run(() => window.client.logout({ openUrl: false }));
  const left = await app.run(sharedDatabase);
  expect(left.keypair).toEqual(['other-spa::auth0']);
  expect(left.nonce.filter((key) => key.startsWith('demo-spa'))).toEqual([]);
});

test('S3-P18 a tenant that asks for possession refuses an application without it, and says so', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ require_pop: 'on' });
  const refusal = await app.refused({ options: bound({ useDpop: false }) });
  expect(refusal).toMatchObject({ classes: expect.arrayContaining(['GenericError']), error: 'invalid_request' });
  expect(refusal.message).toContain('Proof of possession is required');
  await app.signIn({ as: false, options: bound() });
  expect(await app.run(detailed)).toMatchObject({ token_type: 'DPoP' });
});

test('DP-11 MRRT: tokens of several APIs are bound to the one key', async ({ app, tenant }) => {
  await app.signIn({ options: bound({ useMrrt: true, authorizationParams: { scope: 'openid profile' } }) });
  const other = await app.run(detailed, { authorizationParams: { audience: ORDERS } });
  const [key] = await keysAt(tenant);
  expect(decodeJwt(other.access_token)).toMatchObject({ cnf: { jkt: key } });
  expect(await keysAt(tenant)).toHaveLength(1);
});

test('DP-13 a Bearer token where a bound one is wanted is refused and not kept; allowed if the application says so', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ proof_of_possession: 'none' });
  const options = bound({ dpopAudiences: [CALENDAR], cacheLocation: 'localstorage' });
  expect(await app.refused({ options })).toMatchObject({
    classes: expect.arrayContaining(['GenericError']),
    error: 'dpop_downgrade',
  });
  expect(await app.run(() => Object.keys(localStorage).filter((key) => key.startsWith('@@auth0')))).toEqual([]);
  for (const more of [{}, { dpopAudiences: [CALENDAR], allowBearerFallback: true }]) {
    await app.signIn({ as: false, options: bound(more) });
    expect(await app.run(detailed)).toMatchObject({ token_type: 'Bearer' });
  }
});

test('DP-13 token_type_override: what the tenant calls Bearer is not taken for bound, and the other way round', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ token_type_override: 'Bearer' });
  expect(await app.refused({ options: bound({ dpopAudiences: [CALENDAR] }) })).toMatchObject({
    error: 'dpop_downgrade',
  });
  await tenant.switches.set({ token_type_override: 'dpop' });
  await app.signIn({ as: false, options: bound() });
  expect(await app.run(detailed)).toMatchObject({ token_type: 'DPoP' });
});

test('an API that takes only bound tokens gives them to whoever proves possession', async ({ app, tenant }) => {
  await tenant.switches.set({ proof_of_possession: 'required' });
  expect(await app.refused({ options: bound({ useDpop: false }) })).toMatchObject({ error: 'invalid_request' });
  await app.signIn({ as: false, options: bound() });
  expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
});

test('DP-40 the revocation of a bound refresh token carries a proof where the tenant wants one', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ revoke_requires_pop: 'on' });
  await app.signIn({ options: bound() });
  expect(await app.run(() => window.failure(() => window.client.revokeRefreshToken()))).toEqual({});
  expect(seenBy(tenant, '/oauth/revoke').at(-1)).toMatchObject({ status: 200 });
  expect(tenant.families()).toMatchObject([{ revoked: expect.any(String) }]);
});

for (const hours of [-6, 6]) {
  test(`DP-06 a clock that is ${hours} hours off: login, refresh and a proof for the API, also after a reload`, async ({
    app,
  }) => {
    await app.page.context().addInitScript((off) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + off;
    }, hours * 3_600_000);
    const options = bound({ cacheLocation: 'localstorage' });
    await app.signIn({ options });
    expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
    expect(await app.run(token, { cacheMode: 'off' })).toMatchObject({ resolved: expect.any(String) });
    expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
    await app.open();
    await app.make(options);
    expect(await app.run(byHand, { path: '/calendar' })).toMatchObject({ status: 200 });
  });
}
