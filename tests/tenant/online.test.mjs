import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';

const run = await runningTenant();

const SCOPE = 'openid profile online_access';
const prover = await Prover.create();
const online = () => prover.tokens(run.visitor, 'ada', { scope: SCOPE });
const refresh = (token) => prover.refresh(run.visitor, token);

test('online_access brings a token that begins with ORT and is echoed', async () => {
  const body = await online();
  assert.match(body.refresh_token, /^ORT/);
  assert.equal(body.scope, SCOPE);
});

test('an online token does not rotate', async () => {
  const { refresh_token: token } = await online();
  for (const _ of [1, 2]) {
    const { status, body } = await refresh(token);
    assert.deepEqual([status, body.refresh_token, body.scope], [200, undefined, SCOPE]);
  }
});

test('it ends with the session', async () => {
  const { refresh_token: token } = await online();
  await run.visitor.go('/v2/logout?client_id=demo-spa');
  const { status, body } = await refresh(token);
  assert.deepEqual([status, body.error_description], [403, 'Unknown or invalid refresh token.']);
  assert.equal(run.tenant.families()[0].revoked, 'session ended');
});

test('it ends when somebody else takes the session over', async () => {
  const { refresh_token: token } = await online();
  const { page } = await run.visitor.authorize({ prompt: 'login' });
  await run.visitor.submit(page, { user: 'grace' });
  assert.equal((await refresh(token)).status, 403);
});

test('a further sign-in of the same session leaves it alone', async () => {
  const { refresh_token: token } = await online();
  await online();
  assert.equal((await refresh(token)).status, 200);
});

test('an offline token outlives the session', async () => {
  const { refresh_token: token } = await run.visitor.tokens('ada', { scope: 'openid offline_access' });
  await run.visitor.go('/v2/logout?client_id=demo-spa');
  assert.equal((await run.visitor.refresh(token)).status, 200);
});

test('rotation=off concerns offline tokens only', async () => {
  await run.tenant.switches.set({ rotation: 'off' });
  assert.match((await online()).refresh_token, /^ORT/);
});

test('online_access and offline_access together are refused', async () => {
  const { answer } = await run.visitor.authorize({ scope: 'openid online_access offline_access' });
  assert.deepEqual(
    [answer.error, answer.error_description],
    ['invalid_request', 'Cannot request both online_access and offline_access scopes'],
  );
});

test('without a proof of possession there is none', async () => {
  const { status, body } = await run.visitor.redeem(await run.visitor.signIn('ada', { scope: SCOPE }));
  assert.deepEqual([status, body.error], [400, 'invalid_request']);
  assert.match(run.tenant.log.entries().at(-1).note, /online access needs proof of possession/);
});
