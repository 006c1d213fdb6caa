import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { runningTenant } from './support/running.mjs';
import { CALENDAR } from './support/visitor.mjs';

const run = await runningTenant();

test('a person signs in by one click and the application gets code and state back', async () => {
  const started = await run.visitor.authorize();
  assert.equal(started.response.status, 302);
  const done = await run.visitor.submit(started.page, { user: 'ada' });
  assert.equal(done.url.origin + done.url.pathname, 'http://localhost:7100/callback');
  assert.deepEqual(Object.keys(done.answer).sort(), ['code', 'state']);
  assert.equal(done.answer.state, 'the-state');
});

test('a person signs in with email and password', async () => {
  const { page } = await run.visitor.authorize();
  const form = { email: 'Grace@Example.com', password: 'correct-horse', intent: 'login' };
  assert.ok((await run.visitor.submit(page, form)).answer.code);
});

test('a wrong password stays on the page and says so', async () => {
  const { page } = await run.visitor.authorize();
  const { response, text } = await run.visitor.submit(page, {
    email: 'ada@example.com',
    password: 'x',
    intent: 'login',
  });
  assert.equal(response.status, 400);
  assert.match(text, /role="alert">Wrong email or password\./);
  assert.match(text, /value="ada@example\.com"/);
});

test('saying no answers access_denied', async () => {
  const { page } = await run.visitor.authorize();
  const { answer } = await run.visitor.submit(page, { intent: 'deny' });
  assert.deepEqual(answer, {
    error: 'access_denied',
    error_description: 'User did not authorize the request',
    state: 'the-state',
  });
});

test('login_hint fills the form, and cannot break out of it', async () => {
  const { page } = await run.visitor.authorize({ login_hint: '"><script>x</script>' });
  const text = await (await run.visitor.go(page)).text();
  assert.match(text, /value="&quot;&gt;&lt;script&gt;x&lt;\/script&gt;"/);
  assert.ok(!text.includes('<script>x'));
});

test('screen_hint=signup shows the sign-up form, which makes a new person', async () => {
  const { page, verifier, params } = await run.visitor.authorize({ screen_hint: 'signup' });
  assert.match(await (await run.visitor.go(page)).text(), /<h1>Sign up<\/h1>/);
  const { answer } = await run.visitor.submit(page, { email: 'edsger@example.com', password: 'x', intent: 'signup' });
  const { body } = await run.visitor.redeem({ verifier, params, answer });
  assert.equal(decodeJwt(body.id_token).sub, 'auth0|edsger');
});

test('signing up with a known address is refused', async () => {
  const { page } = await run.visitor.authorize({ screen_hint: 'signup' });
  const { text } = await run.visitor.submit(page, { email: 'ada@example.com', password: 'x', intent: 'signup' });
  assert.match(text, /has an account already/);
});

test('a second request is answered by the session, for the other application too', async () => {
  await run.visitor.signIn('ada');
  assert.ok((await run.visitor.authorize()).answer.code);
  assert.ok((await run.visitor.authorize({ client_id: 'other-spa' })).answer.code);
});

test('prompt=login and prompt=select_account ask although there is a session', async () => {
  await run.visitor.signIn('ada');
  for (const prompt of ['login', 'select_account']) assert.ok((await run.visitor.authorize({ prompt })).page, prompt);
});

test('another person may sign in over a session and becomes its owner', async () => {
  const first = decodeJwt((await run.visitor.tokens('ada')).id_token);
  const second = decodeJwt((await run.visitor.tokens('grace', { prompt: 'login' })).id_token);
  assert.equal(second.sub, 'auth0|grace');
  assert.notEqual(second.sid, first.sid);
  assert.equal(decodeJwt((await run.visitor.tokens('nobody')).id_token).sub, 'auth0|grace');
});

test('two sign-ins in two tabs do not disturb each other', async () => {
  const one = await run.visitor.authorize({ state: 'one' });
  const two = await run.visitor.authorize({ state: 'two' });
  assert.equal((await run.visitor.submit(two.page, { user: 'ada' })).answer.state, 'two');
  assert.equal((await run.visitor.follow(await run.visitor.go(one.path))).answer.state, 'one');
});

test('an expired sign-in page explains itself', async () => {
  const response = await run.visitor.go('/u/login/no-such-sign-in');
  assert.equal(response.status, 400);
  assert.match(await response.text(), /start again/);
});

test('max_age and prompt=login make auth_time appear; without them it does not', async () => {
  assert.equal(decodeJwt((await run.visitor.tokens('ada')).id_token).auth_time, undefined);
  assert.equal(typeof decodeJwt((await run.visitor.tokens('ada', { max_age: '1000' })).id_token).auth_time, 'number');
  assert.equal(typeof decodeJwt((await run.visitor.tokens('ada', { prompt: 'login' })).id_token).auth_time, 'number');
});

test('an organization, by id or name, is checked and lands in both tokens', async () => {
  for (const organization of ['org_acme', 'acme']) {
    const tokens = await run.visitor.tokens('ada', { organization, audience: CALENDAR, scope: 'openid read:calendar' });
    const { org_id: id, org_name: name } = decodeJwt(tokens.id_token);
    assert.deepEqual([id, name], ['org_acme', 'acme']);
    assert.equal(decodeJwt(tokens.access_token).org_id, 'org_acme');
  }
});

test('a session moves to another organization of its person without a question', async () => {
  await run.visitor.signIn('ada', { organization: 'org_acme' });
  assert.equal(
    decodeJwt((await run.visitor.tokens('nobody', { organization: 'org_globex' })).id_token).org_id,
    'org_globex',
  );
});

test('a person outside the organization gets access_denied', async () => {
  const { answer } = await run.visitor.signIn('grace', { organization: 'org_globex' });
  assert.equal(answer.error, 'access_denied');
  assert.equal(answer.error_description, 'user auth0|grace is not part of the org_globex organization');
});

test('an invitation is taken with its organization and refused without', async () => {
  assert.ok((await run.visitor.signIn('ada', { organization: 'org_acme', invitation: 'ticket' })).answer.code);
  assert.equal((await run.visitor.authorize({ invitation: 'ticket' })).answer.error, 'invalid_request');
});
