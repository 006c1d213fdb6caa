import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();

const ORDERS = 'https://orders.example.com/';
const UNLISTED = 'https://unlisted.example.com/';
const SCOPE = 'openid profile offline_access';
const words = (text) => text.split(' ').sort();

/** A sign-in for `audience`, then a refresh with `asked`. */
async function refreshed(asked, { audience = CALENDAR, scope = `${SCOPE} read:calendar`, client } = {}) {
  const signIn = { audience, scope, ...(client ? { client_id: client } : {}) };
  const { refresh_token: token } = await run.visitor.tokens('ada', signIn);
  return run.visitor.refresh(token, { ...asked, ...(client ? { client_id: client } : {}) });
}

test('no audience: the original one, with its scopes and those of the policy', async () => {
  const { body } = await refreshed({});
  assert.equal(decodeJwt(body.access_token).aud[0], CALENDAR);
  assert.deepEqual(words(body.scope), words(`${SCOPE} read:calendar write:calendar`));
});

test('the original audience by name gives the same', async () => {
  const { body } = await refreshed({ audience: CALENDAR });
  assert.deepEqual(words(body.scope), words(`${SCOPE} read:calendar write:calendar`));
});

test('another audience of the policy: its scopes, none of the original API', async () => {
  const { body } = await refreshed({ audience: ORDERS });
  assert.deepEqual(decodeJwt(body.access_token).aud, [ORDERS, `${run.tenant.url}/userinfo`]);
  assert.deepEqual(words(body.scope), words(`${SCOPE} read:orders`));
  assert.deepEqual(words(decodeJwt(body.access_token).scope), words(body.scope));
});

test('a scope narrows; what is not allowed is silently dropped', async () => {
  const { body } = await refreshed({ audience: ORDERS, scope: 'openid read:orders write:calendar delete:all' });
  assert.deepEqual(words(body.scope), ['openid', 'read:orders']);
  assert.ok(body.id_token);
});

test('narrowing is for one answer: the family keeps what it had', async () => {
  const { body } = await refreshed({ audience: ORDERS, scope: 'openid' });
  const again = await run.visitor.refresh(body.refresh_token);
  assert.deepEqual(words(again.body.scope), words(`${SCOPE} read:calendar write:calendar`));
});

test('without openid in the scope there is no ID token and the audience is the API alone', async () => {
  const { body } = await refreshed({ audience: ORDERS, scope: 'read:orders' });
  assert.equal(body.id_token, undefined);
  assert.equal(decodeJwt(body.access_token).aud, ORDERS);
});

test('one family serves five APIs and My Account, each token verifiable for its own', async () => {
  const keys = createLocalJWKSet(await (await fetch(`${run.tenant.url}/.well-known/jwks.json`)).json());
  const numbered = [3, 4, 5].map((number) => `https://api${number}.example.com/`);
  const audiences = [CALENDAR, ORDERS, ...numbered, `${run.tenant.issuer}me/`];
  let { refresh_token: token } = await run.visitor.tokens('ada', { scope: SCOPE });
  for (const audience of audiences) {
    const { body } = await run.visitor.refresh(token, { audience });
    await jwtVerify(body.access_token, keys, { issuer: run.tenant.issuer, audience });
    token = body.refresh_token;
  }
  assert.deepEqual(run.tenant.families()[0].audiences, audiences);
});

test('My Account gives its scopes', async () => {
  const { body } = await refreshed({ audience: `${run.tenant.issuer}me/` });
  const verbs = ['create', 'read', 'delete'];
  const mine = [
    ...verbs.map((verb) => `${verb}:me:connected_accounts`),
    ...[...verbs, 'update'].map((verb) => `${verb}:me:authentication_methods`),
    'read:me:factors',
  ];
  assert.deepEqual(words(body.scope), words(`${SCOPE} ${mine.join(' ')}`));
});

test('an audience in no policy is refused, without using the token up', async () => {
  const { refresh_token: token } = await run.visitor.tokens('ada', { audience: CALENDAR, scope: SCOPE });
  for (const audience of [UNLISTED, 'https://nowhere.example/']) {
    const { status, body } = await run.visitor.refresh(token, { audience });
    assert.deepEqual([status, body.error], [403, 'invalid_grant']);
    assert.match(run.tenant.log.entries().at(-1).note, /no policy of the client lists/);
  }
  assert.equal((await run.visitor.refresh(token)).status, 200);
});

test('mrrt_unlisted=ignore answers for the original audience', async () => {
  await run.tenant.switches.set({ mrrt_unlisted: 'ignore' });
  const { body } = await refreshed({ audience: UNLISTED });
  assert.equal(decodeJwt(body.access_token).aud[0], CALENDAR);
});

test('an API without a policy keeps its own scopes when it is the original one', async () => {
  const { body } = await refreshed({}, { audience: UNLISTED, scope: `${SCOPE} read:thing` });
  assert.deepEqual(words(body.scope), words(`${SCOPE} read:thing`));
});

test('a client without policies gets its original audience and scopes, whatever it asks for', async () => {
  const { body } = await refreshed({ audience: ORDERS }, { client: 'other-spa' });
  assert.equal(decodeJwt(body.access_token).aud[0], CALENDAR);
  assert.deepEqual(words(body.scope), words(`${SCOPE} read:calendar`));
});

test('both refresh scopes at once are refused', async () => {
  const { status, body } = await refreshed({ scope: 'openid offline_access online_access' });
  assert.deepEqual([status, body.error], [400, 'invalid_request']);
});
