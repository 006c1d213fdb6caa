import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { SWITCHES } from '../../www-example/tenant/faults/list.mjs';
import { runningTenant } from './support/running.mjs';
import { ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

async function call(method, path, body, headers = {}) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(`${run.tenant.url}/control${path}`, {
    method,
    headers: { ...type, ...headers },
    ...init,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: response.status === 204 ? {} : await response.json(),
  };
}

test('every switch is described: value, default, allowed values and a sentence', async () => {
  const { body } = await call('GET', '/switches');
  assert.deepEqual(
    body.switches.map(({ name }) => name),
    SWITCHES.map(({ name }) => name),
  );
  for (const row of body.switches) {
    assert.equal(row.value, row.default, row.name);
    assert.match(row.help, /^[A-Z].*\.$/s, row.name);
    assert.ok(row.allowed.length > 0, row.name);
  }
});

test('switches change by PATCH and by the Node API, and read the same', async () => {
  const { status, body } = await call('PATCH', '/switches', { iss_param: 'on', expires_in: 90 });
  assert.equal(status, 200);
  assert.equal(body.switches.find(({ name }) => name === 'expires_in').value, 90);
  assert.deepEqual([run.tenant.switches.get().iss_param, run.tenant.switches.get().expires_in], ['on', 90]);
});

test('unknown names and values are refused by name, and nothing is changed', async () => {
  const cases = [
    [{ made_up: 1 }, /no switch "made_up"/],
    [{ rate_limit: 'sometimes' }, /"sometimes" is not a value of "rate_limit"; allowed: off, token, all/],
    [{ expires_in: 0 }, /"expires_in"; allowed: a whole number from 1/],
    [{ expires_in: '60' }, /"60" is not a value/],
    [{ clock_skew: 1.5 }, /1.5 is not a value/],
    [{ issuer_override: 'javascript:alert(1)' }, /absolute http or https URL/],
    [{ rotate_keys: 'idle' }, /"rotate_keys"; allowed: rotate, promote_next, drop_previous/],
    [{ iss_param: 'on', rate_limit: 'sometimes' }, /rate_limit/],
    [[], /JSON object/],
  ];
  for (const [body, wanted] of cases) {
    const { status, body: answer } = await call('PATCH', '/switches', body);
    assert.equal(status, 400, JSON.stringify(body));
    assert.match(answer.error, wanted);
  }
  assert.equal(run.tenant.switches.get().iss_param, 'off');
  await assert.rejects(run.tenant.switches.set({ made_up: 1 }), /no switch "made_up"/);
});

test('the log tells each request in plain words, with secrets shortened', async () => {
  const done = await run.visitor.signIn('ada');
  await run.visitor.redeem(done, { code_verifier: 'x'.repeat(43) });
  const { body: tokens } = await run.visitor.redeem(done);
  const { body } = await call('GET', '/log');
  const notes = body.entries.map(({ path, note }) => `${path.split('/').slice(0, 3).join('/')}: ${note}`);
  assert.ok(notes.includes('/authorize: to the sign-in page'));
  assert.ok(notes.includes('/u/login: Ada Lovelace signed in'));
  assert.ok(notes.includes('/oauth/token: refused: the verifier does not match the challenge'));
  const last = body.entries.at(-1);
  assert.match(last.note, /^code redeemed for a userinfo token$/);
  assert.match(last.body.code, /^.{4}….{4} \(43\)$/);
  const text = JSON.stringify(body);
  for (const secret of [done.answer.code, done.verifier, tokens.access_token, tokens.id_token])
    assert.ok(!text.includes(secret));
});

test('passwords and access tokens do not reach the log', async () => {
  const { page } = await run.visitor.authorize();
  await run.visitor.submit(page, { email: 'ada@example.com', password: 'not-the-password-but-long', intent: 'login' });
  await fetch(`${run.tenant.url}/userinfo`, { headers: { authorization: `Bearer ${'secret'.repeat(9)}` } });
  const text = JSON.stringify(run.tenant.log.entries());
  assert.ok(!text.includes('not-the-password') && !text.includes('secretsecret'));
  assert.match(text, /Bearer secr…cret \(54\)/);
});

test('the log is read from a number on, and cleared', async () => {
  await fetch(`${run.tenant.url}/.well-known/jwks.json`);
  const { body: first } = await call('GET', '/log');
  await fetch(`${run.tenant.url}/.well-known/openid-configuration`);
  const { body: second } = await call('GET', `/log?after=${first.last}`);
  assert.deepEqual(
    second.entries.map(({ path }) => path),
    ['/.well-known/openid-configuration'],
  );
  assert.equal((await call('DELETE', '/log')).status, 204);
  const { body: third } = await call('GET', '/log');
  assert.deepEqual([third.entries, third.last], [[], second.last]);
  assert.equal((await call('GET', '/log?after=x')).status, 400);
});

test('reset ends sessions and codes and sets the switches back', async () => {
  const done = await run.visitor.signIn('ada');
  await run.tenant.switches.set({ rate_limit: 'all' });
  assert.equal((await call('POST', '/reset')).status, 204);
  assert.equal(run.tenant.switches.get().rate_limit, 'off');
  assert.equal((await run.visitor.redeem(done)).status, 403);
  assert.equal((await run.visitor.authorize({ prompt: 'none' })).answer.error, 'login_required');
});

test('registered origins may use the control API, others may not', async () => {
  const { headers } = await call('GET', '/switches', undefined, { origin: ORIGIN });
  assert.equal(headers.get('access-control-allow-origin'), ORIGIN);
  const stranger = await call('POST', '/reset', undefined, { origin: 'https://attacker.example' });
  assert.equal(stranger.status, 403);
  assert.equal(stranger.headers.get('access-control-allow-origin'), null);
});

test('another host name for this machine is refused', async () => {
  const status = await new Promise((resolve, reject) => {
    const options = {
      port: run.tenant.port,
      host: '127.0.0.1',
      path: '/control/log',
      headers: { host: 'rebound.example' },
    };
    request(options, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
  assert.equal(status, 403);
});

test('the control page and its files are there; unknown paths say so', async () => {
  const page = await fetch(`${run.tenant.url}/control`);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
  for (const [, file] of (await page.text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    assert.equal((await fetch(run.tenant.url + file)).status, 200, file);
  }
  assert.equal((await fetch(`${run.tenant.url}/assets/..%2findex.mjs`)).status, 404);
  assert.equal((await call('GET', '/nothing')).status, 404);
  assert.equal((await fetch(`${run.tenant.url}/nothing`)).status, 404);
});
