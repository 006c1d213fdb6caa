import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN, pkce } from './support/visitor.mjs';

const run = await runningTenant();

async function keySet() {
  return createLocalJWKSet(await (await fetch(`${run.tenant.url}/.well-known/jwks.json`)).json());
}

function assertRefused({ status, body }, wantedStatus, error, description) {
  assert.deepEqual([status, body], [wantedStatus, { error, error_description: description }]);
}

test('a code becomes an ID token and an access token in Auth0’s form', async () => {
  const scope = 'openid profile email read:calendar';
  const done = await run.visitor.signIn('ada', { audience: CALENDAR, scope });
  const { status, body, response } = await run.visitor.redeem(done);
  assert.equal(status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
  assert.deepEqual([body.scope, body.expires_in, body.token_type], [scope, 86400, 'Bearer']);
});

test('the ID token verifies and carries the claims asked for', async () => {
  const { issuer } = run.tenant;
  const { id_token: token } = await run.visitor.tokens('ada');
  const { payload, protectedHeader } = await jwtVerify(token, await keySet(), { issuer, audience: 'demo-spa' });
  assert.equal(issuer.at(-1), '/');
  assert.deepEqual([protectedHeader.alg, protectedHeader.typ], ['RS256', 'JWT']);
  assert.deepEqual([payload.sub, payload.nonce, payload.exp - payload.iat], ['auth0|ada', 'the-nonce', 36000]);
  assert.deepEqual([payload.name, payload.email, payload.email_verified], ['Ada Lovelace', 'ada@example.com', true]);
  assert.ok(payload.nickname && payload.picture && payload.updated_at && payload.sid);
});

test('scope openid alone gives no profile', async () => {
  const claims = decodeJwt((await run.visitor.tokens('ada', { scope: 'openid' })).id_token);
  assert.deepEqual(Object.keys(claims).sort(), ['aud', 'exp', 'iat', 'iss', 'nonce', 'sid', 'sub']);
});

test('an API access token verifies; its audience has /userinfo beside the API when openid was asked', async () => {
  const { tenant, visitor } = run;
  const scope = 'openid read:calendar read:orders';
  const { access_token: token, scope: granted } = await visitor.tokens('ada', { audience: CALENDAR, scope });
  const { payload } = await jwtVerify(token, await keySet(), { issuer: tenant.issuer, audience: CALENDAR });
  assert.deepEqual(payload.aud, [CALENDAR, `${tenant.url}/userinfo`]);
  assert.deepEqual([payload.sub, payload.azp, payload.scope], ['auth0|ada', 'demo-spa', 'openid read:calendar']);
  assert.equal(granted, 'openid read:calendar', 'a scope of another API is not granted');
  assert.equal(payload.exp - payload.iat, 86400);
});

test('without openid the audience is the API alone and there is no ID token', async () => {
  const body = await run.visitor.tokens('ada', { audience: CALENDAR, scope: 'read:calendar' });
  assert.equal(decodeJwt(body.access_token).aud, CALENDAR);
  assert.equal(body.id_token, undefined);
});

test('without an audience the access token is opaque and opens /userinfo', async () => {
  const { access_token: token } = await run.visitor.tokens('grace');
  assert.ok(!token.includes('.'));
  const response = await fetch(`${run.tenant.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await response.json()).email, 'grace@example.com');
});

test('an API access token with openid opens /userinfo; a spoilt one does not', async () => {
  const { access_token: token } = await run.visitor.tokens('ada', { audience: CALENDAR, scope: 'openid email' });
  const ask = (value) => fetch(`${run.tenant.url}/userinfo`, { headers: { authorization: `Bearer ${value}` } });
  assert.deepEqual(await (await ask(token)).json(), {
    sub: 'auth0|ada',
    email: 'ada@example.com',
    email_verified: true,
  });
  const spoilt = await ask(`${token.slice(0, -20)}${'A'.repeat(20)}`);
  assert.equal(spoilt.status, 401);
  assert.match(spoilt.headers.get('www-authenticate'), /^Bearer error="invalid_token"/);
  assert.equal((await spoilt.json()).error, 'invalid_token');
  assert.equal((await ask('nonsense')).status, 401);
});

test('a JSON body is as good as a form, and unknown parameters are ignored', async () => {
  const done = await run.visitor.signIn('ada');
  const extra = { audience: 'https://nowhere.example/', scope: 'x', organization: 'y', made_up: '1' };
  const { status, body } = await run.visitor.redeem(done, extra, { json: true });
  assert.equal(status, 200);
  assert.ok(body.id_token);
});

test('a code works once; its second use is refused and ends the first one’s opaque token', async () => {
  const done = await run.visitor.signIn('ada');
  const { body } = await run.visitor.redeem(done);
  assertRefused(await run.visitor.redeem(done), 403, 'invalid_grant', 'Invalid authorization code');
  const ask = await fetch(`${run.tenant.url}/userinfo`, { headers: { authorization: `Bearer ${body.access_token}` } });
  assert.equal(ask.status, 401);
});

test('the reuse of one code leaves the other sign-ins of the session alone', async () => {
  const first = await run.visitor.signIn('ada');
  const second = await run.visitor.authorize();
  await run.visitor.redeem(first);
  await run.visitor.redeem(first);
  assert.equal((await run.visitor.redeem(second)).status, 200);
});

test('a wrong verifier is refused', async () => {
  const done = await run.visitor.signIn('ada');
  const answer = await run.visitor.redeem(done, { code_verifier: pkce().verifier });
  assertRefused(answer, 403, 'invalid_grant', 'Failed to verify code verifier');
});

test('a made-up code, another client’s code and a wrong redirect URI are refused', async () => {
  const done = await run.visitor.signIn('ada');
  const invalid = [403, 'invalid_grant', 'Invalid authorization code'];
  assertRefused(await run.visitor.redeem(done, { code: 'made-up' }), ...invalid);
  assertRefused(await run.visitor.redeem(done, { client_id: 'other-spa' }), ...invalid);
  const wrong = await run.visitor.redeem(done, { redirect_uri: `${ORIGIN}/` });
  assert.deepEqual([wrong.status, wrong.body.error], [403, 'invalid_grant']);
  assert.match(wrong.body.error_description, /^The redirect URI is wrong\./);
});

test('the redirect URI may be left out of the exchange only if it was left out of the request', async () => {
  const given = await run.visitor.signIn('ada');
  assert.equal((await run.visitor.redeem(given, { redirect_uri: undefined })).body.error, 'invalid_request');
  const left = await run.visitor.signIn('ada', { redirect_uri: undefined });
  assert.equal((await run.visitor.redeem(left)).status, 200);
});

test('missing parameters are named', async () => {
  const done = await run.visitor.signIn('ada');
  for (const name of ['grant_type', 'client_id', 'code', 'code_verifier']) {
    const answer = await run.visitor.redeem(done, { [name]: undefined });
    assertRefused(answer, 400, 'invalid_request', `Missing required parameter: ${name}`);
  }
});

test('unknown clients, grants and a secret from a public client are refused', async () => {
  const done = await run.visitor.signIn('ada');
  assertRefused(
    await run.visitor.redeem(done, { client_id: 'nobody' }),
    401,
    'invalid_client',
    'Unknown client: nobody',
  );
  const password = await run.visitor.redeem(done, { grant_type: 'password' });
  assertRefused(password, 403, 'unsupported_grant_type', 'Unsupported grant type: password');
  const secret = await run.visitor.redeem(done, { client_secret: 'x' });
  assert.deepEqual([secret.status, secret.body.error], [401, 'invalid_client']);
});

test('a repeated parameter, broken JSON and another content type are refused', async () => {
  const { tenant } = run;
  const post = async (type, body) => {
    const headers = { 'content-type': type };
    const response = await fetch(`${tenant.url}/oauth/token`, { method: 'POST', headers, body });
    return [response.status, (await response.json()).error];
  };
  const twice = 'grant_type=authorization_code&client_id=demo-spa&code=a&code=b&code_verifier=v';
  assert.deepEqual(await post('application/x-www-form-urlencoded', twice), [400, 'invalid_request']);
  assert.deepEqual(await post('application/json', '{"grant_type":'), [400, 'invalid_request']);
  assert.deepEqual(await post('text/plain', 'code=a'), [400, 'invalid_request']);
});

test('JSON that is not an object is refused', async () => {
  for (const body of ['null', '[]', '"text"']) {
    const response = await fetch(`${run.tenant.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.equal(response.status, 400, body);
  }
});

test('tokens are signed by the key that is current', async () => {
  const kid = decodeProtectedHeader((await run.visitor.tokens('ada')).id_token).kid;
  const { keys } = await (await fetch(`${run.tenant.url}/.well-known/jwks.json`)).json();
  assert.equal(keys[0].kid, kid);
  assert.ok(
    keys.every((key) => key.use === 'sig' && key.d === undefined),
    'private parts stay inside',
  );
});
