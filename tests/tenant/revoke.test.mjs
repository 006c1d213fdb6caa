import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningTenant } from './support/running.mjs';
import { ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

const lasting = () => run.visitor.tokens('ada', { scope: 'openid offline_access' });
const asked = (token) => ({ client_id: 'demo-spa', token, token_type_hint: 'refresh_token' });
const statusOf = async (token) => (await run.visitor.refresh(token)).status;

test('a revoked token and its family are refused, as form and as JSON', async () => {
  for (const json of [false, true]) {
    const first = await lasting();
    const { body: second } = await run.visitor.refresh(first.refresh_token);
    const { status, text } = await run.visitor.revoke(asked(second.refresh_token), { json });
    assert.deepEqual([status, text], [200, '']);
    assert.equal(await statusOf(second.refresh_token), 403);
    assert.match(run.tenant.log.entries().at(-1).note, /revoked by the application/);
    assert.equal(run.tenant.families().at(-1).reuse_events, 0);
  }
});

test('a used token of the family revokes it too', async () => {
  const first = await lasting();
  const { body: second } = await run.visitor.refresh(first.refresh_token);
  await run.visitor.revoke(asked(first.refresh_token));
  assert.equal(await statusOf(second.refresh_token), 403);
});

test('unknown tokens get the same answer', async () => {
  const { status, text } = await run.visitor.revoke(asked('v1.made-up'));
  assert.deepEqual([status, text], [200, '']);
});

test('a token of another client is not revoked, and the answer does not tell', async () => {
  const { refresh_token: token } = await lasting();
  const { status, text } = await run.visitor.revoke({ ...asked(token), client_id: 'other-spa' });
  assert.deepEqual([status, text], [200, '']);
  assert.equal(await statusOf(token), 200);
});

test('missing and repeated parameters and unknown clients are errors', async () => {
  const cases = [
    [{ client_id: 'demo-spa' }, 400, 'invalid_request'],
    [{ token: 'x' }, 400, 'invalid_request'],
    [{ client_id: 'nobody', token: 'x' }, 401, 'invalid_client'],
    [new URLSearchParams('client_id=demo-spa&token=x&token=y'), 400, 'invalid_request'],
  ];
  for (const [body, wanted, error] of cases) {
    const { status, text } = await run.visitor.revoke(body);
    assert.deepEqual([status, JSON.parse(text).error], [wanted, error]);
  }
});

test('only registered origins may revoke, and can read the answer', async () => {
  const { refresh_token: token } = await lasting();
  const stranger = await run.visitor.revoke(asked(token), { headers: { origin: 'https://attacker.example' } });
  assert.equal(stranger.status, 403);
  assert.equal(stranger.response.headers.get('access-control-allow-origin'), null);
  const { response } = await run.visitor.revoke(asked('x'), { headers: { origin: ORIGIN } });
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(await statusOf(token), 200);
});
