import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningTenant } from './support/running.mjs';
import { CALLBACK, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

async function errorPage(changes) {
  const { response, text } = await run.visitor.authorize(changes);
  assert.equal(response.status, 400);
  assert.equal(response.headers.get('location'), null);
  assert.match(response.headers.get('content-type'), /html/);
  return text;
}

async function refusal(changes) {
  const { answer } = await run.visitor.authorize(changes);
  assert.equal(answer.state, 'the-state');
  return answer;
}

test('an unregistered redirect URI gets an error page, never a redirect', async () => {
  for (const uri of [`${ORIGIN}/elsewhere`, `${CALLBACK}/`, 'https://attacker.example/callback', `${CALLBACK}?x=1`]) {
    assert.match(await errorPage({ redirect_uri: uri }), /callback URL is not registered/, uri);
  }
});

test('an unregistered redirect URI gets an error page even when more is wrong', async () => {
  await errorPage({ redirect_uri: 'https://attacker.example/', response_type: 'token' });
  await errorPage({ redirect_uri: 'https://attacker.example/', prompt: 'none' });
});

test('an unknown or missing client gets an error page', async () => {
  assert.match(await errorPage({ client_id: 'nobody' }), /application is not registered/);
  await errorPage({ client_id: undefined });
});

test('what the error page shows of a request is text', async () => {
  const text = await errorPage({ client_id: 'nobody', redirect_uri: '<script>x</script>' });
  assert.ok(!text.includes('<script>x'));
});

test('a request without PKCE, or with another method than S256, is refused', async () => {
  const without = await refusal({ code_challenge: undefined, code_challenge_method: undefined });
  assert.equal(without.error, 'invalid_request');
  assert.match(without.error_description, /PKCE/);
  assert.equal((await refusal({ code_challenge_method: 'plain' })).error, 'invalid_request');
});

test('a response type other than code is refused', async () => {
  assert.equal((await refusal({ response_type: 'saml' })).error, 'unsupported_response_type');
  const { url } = await run.visitor.authorize({ response_type: 'token' });
  assert.match(url.hash, /error=unsupported_response_type/);
});

test('an audience that is no API is refused', async () => {
  const { answer } = await run.visitor.signIn('ada', { audience: 'https://nowhere.example/' });
  assert.deepEqual(
    [answer.error, answer.error_description],
    ['access_denied', 'Service not found: https://nowhere.example/'],
  );
});

test('an unknown organization is refused', async () => {
  assert.deepEqual(await refusal({ organization: 'org_nobody' }), {
    error: 'invalid_request',
    error_description: 'parameter organization is invalid',
    state: 'the-state',
  });
});

test('prompt=none without a session is login_required, "Login required"', async () => {
  assert.deepEqual(await refusal({ prompt: 'none' }), {
    error: 'login_required',
    error_description: 'Login required',
    state: 'the-state',
  });
});

test('prompt=none with a session gives a code without a page', async () => {
  await run.visitor.signIn('ada');
  const { response, answer } = await run.visitor.authorize({ prompt: 'none' });
  assert.equal(response.status, 302);
  assert.ok(answer.code);
});

test('prompt=none with a session older than max_age is login_required', async () => {
  await run.visitor.signIn('ada');
  assert.equal((await refusal({ prompt: 'none', max_age: '0' })).error, 'login_required');
  assert.ok((await run.visitor.authorize({ prompt: 'none', max_age: '1000' })).answer.code);
});

test('parameters the tenant does not know are ignored', async () => {
  const { answer } = await run.visitor.signIn('ada', { auth0Client: 'eyJ9', 'ext-theme': 'dark', made_up: '1' });
  assert.ok(answer.code);
});

test('without a redirect URI the first registered one is used', async () => {
  const { url, answer } = await run.visitor.signIn('ada', { redirect_uri: undefined });
  assert.equal(url.origin, ORIGIN);
  assert.ok(answer.code);
});

test('iss is not in the response unless switched, and discovery agrees with the switch', async () => {
  const { tenant, visitor } = run;
  await visitor.signIn('ada');
  const cases = [
    ['off', undefined, undefined],
    ['on', tenant.issuer, true],
    ['wrong', 'https://attacker.example/', true],
    ['supported_but_missing', undefined, true],
    ['unannounced', tenant.issuer, undefined],
  ];
  for (const [value, iss, announced] of cases) {
    await tenant.switches.set({ iss_param: value });
    assert.equal((await visitor.authorize()).answer.iss, iss, value);
    assert.equal(
      (await visitor.authorize({ prompt: 'none', organization: 'org_x' })).answer.iss,
      iss,
      `${value}, error`,
    );
    const discovery = await (await fetch(`${tenant.url}/.well-known/openid-configuration`)).json();
    assert.equal(discovery.authorization_response_iss_parameter_supported, announced, value);
  }
});

test('a held authorization request is logged while it is held and goes on when the switch is set back', async () => {
  const { tenant, visitor } = run;
  await tenant.switches.set({ authorize_hang: 'silent' });
  assert.ok((await visitor.authorize()).page, 'only prompt=none is held');
  const held = visitor.authorize({ prompt: 'none' });
  const seen = () => tenant.log.entries().find(({ status }) => status === null);
  while (!seen()) await new Promise((resolve) => setImmediate(resolve));
  assert.match(seen().note, /held open/);
  await tenant.switches.set({ authorize_hang: 'off' });
  assert.equal((await held).answer.error, 'login_required');
});
