import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningTenant } from './support/running.mjs';

const run = await runningTenant();

const HOUR = 3600;
const lasting = (user = 'ada') => run.visitor.tokens(user, { scope: 'openid offline_access' });
const refresh = async (token) => (await run.visitor.refresh(token)).body;
const statusOf = async (token) => (await run.visitor.refresh(token)).status;

test('rotation=off: no refresh token, no echo, and the log says why', async () => {
  await run.tenant.switches.set({ rotation: 'off' });
  const body = await lasting();
  assert.deepEqual([body.refresh_token, body.scope], [undefined, 'openid']);
  assert.match(run.tenant.log.entries().at(-1).note, /rotation is off for this client/);
});

test('rotation=non-rotating: the token stays, and is not handed out again', async () => {
  await run.tenant.switches.set({ rotation: 'non-rotating' });
  const { refresh_token: token } = await lasting();
  for (const _ of [1, 2, 3]) {
    const { status, body } = await run.visitor.refresh(token);
    assert.deepEqual([status, body.refresh_token], [200, undefined]);
  }
  const [family] = run.tenant.families();
  assert.deepEqual([family.generation, family.exchanges], [0, 3]);
});

test('a token that stayed rotates at its next use once rotation is turned on', async () => {
  await run.tenant.switches.set({ rotation: 'non-rotating' });
  const { refresh_token: token } = await lasting();
  await run.tenant.switches.set({ rotation: 'on' });
  assert.ok((await refresh(token)).refresh_token);
  assert.equal(await statusOf(token), 403);
});

test('within the overlap the previous token works once more; after it, it is reuse', async () => {
  await run.tenant.switches.set({ leeway: 60 });
  const first = (await lasting()).refresh_token;
  const second = (await refresh(first)).refresh_token;
  const twin = (await refresh(first)).refresh_token;
  assert.ok(twin && twin !== second);
  assert.equal(run.tenant.families()[0].generation, 1);
  run.tenant.clock.advance(61);
  assert.equal(await statusOf(first), 403);
  assert.equal(run.tenant.families()[0].reuse_events, 1);
});

test('both successors of an overlap work', async () => {
  await run.tenant.switches.set({ leeway: 60 });
  const first = (await lasting()).refresh_token;
  const successors = [await refresh(first), await refresh(first)];
  for (const { refresh_token: token } of successors) assert.equal(await statusOf(token), 200);
  assert.equal(run.tenant.families()[0].reuse_events, 0);
});

test('the token before the previous one is reuse, overlap or not', async () => {
  await run.tenant.switches.set({ leeway: 60 });
  const first = (await lasting()).refresh_token;
  const second = (await refresh(first)).refresh_token;
  const third = (await refresh(second)).refresh_token;
  assert.equal(await statusOf(first), 403);
  assert.equal(await statusOf(third), 403, 'the family is revoked');
});

test('an overlap does not begin anew with each use in it', async () => {
  await run.tenant.switches.set({ leeway: 60 });
  const first = (await lasting()).refresh_token;
  await refresh(first);
  run.tenant.clock.advance(40);
  assert.equal(await statusOf(first), 200);
  run.tenant.clock.advance(40);
  assert.equal(await statusOf(first), 403);
});

test('many uses at the same moment all succeed in an overlap', async () => {
  await run.tenant.switches.set({ leeway: 60 });
  const { refresh_token: token } = await lasting();
  const answers = await Promise.all(Array.from({ length: 5 }, () => run.visitor.refresh(token)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(5).fill(200),
  );
});

test('a token that is not used expires; each rotation begins its idle life anew', async () => {
  await run.tenant.switches.set({ rt_idle: HOUR });
  let token = (await lasting()).refresh_token;
  for (const _ of [1, 2, 3]) {
    run.tenant.clock.advance(HOUR - 60);
    token = (await refresh(token)).refresh_token;
  }
  run.tenant.clock.advance(HOUR);
  assert.equal(await statusOf(token), 403);
  assert.match(run.tenant.log.entries().at(-1).note, /the refresh token has expired/);
  assert.equal(run.tenant.families()[0].reuse_events, 0);
});

test('the idle life of a token that stays begins anew with each use', async () => {
  await run.tenant.switches.set({ rotation: 'non-rotating', rt_idle: HOUR });
  const { refresh_token: token } = await lasting();
  for (const _ of [1, 2, 3]) {
    run.tenant.clock.advance(HOUR - 60);
    assert.equal(await statusOf(token), 200);
  }
  run.tenant.clock.advance(HOUR);
  assert.equal(await statusOf(token), 403);
});

test('rotation does not extend the life of the family', async () => {
  await run.tenant.switches.set({ rt_lifetime: 3 * HOUR });
  let token = (await lasting()).refresh_token;
  for (const _ of [1, 2]) {
    run.tenant.clock.advance(HOUR);
    token = (await refresh(token)).refresh_token;
  }
  run.tenant.clock.advance(HOUR);
  assert.equal(await statusOf(token), 403);
});
