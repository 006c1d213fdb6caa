import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningTenant } from './support/running.mjs';
import { CALENDAR, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();

const leave = (query) => run.visitor.go(`/v2/logout?${query}`);
const signedIn = async () => Boolean((await run.visitor.authorize({ prompt: 'none' })).answer.code);

test('logout ends the session and returns to a registered URL', async () => {
  await run.visitor.signIn('ada');
  const response = await leave(new URLSearchParams({ client_id: 'demo-spa', returnTo: ORIGIN, auth0Client: 'e30=' }));
  assert.equal(response.status, 302);
  assert.equal(new URL(response.headers.get('location')).origin, ORIGIN);
  assert.equal(await signedIn(), false);
});

test('a session cookie kept from before does not bring the session back', async () => {
  await run.visitor.signIn('ada');
  const name = `auth0_${run.tenant.port}`;
  assert.ok(run.visitor.hasCookie(name));
  const kept = run.visitor.request({ prompt: 'none' });
  const before = await run.visitor.go(kept.path);
  const cookie = before.headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`))
    .split(';')[0];
  await leave('client_id=demo-spa');
  assert.equal(run.visitor.hasCookie(name), false);
  const replay = await fetch(run.tenant.url + kept.path, { redirect: 'manual', headers: { cookie } });
  assert.match(replay.headers.get('location'), /error=login_required/);
});

test('federated, without a value, is understood and noted', async () => {
  await run.visitor.signIn('ada');
  assert.equal((await leave(`client_id=demo-spa&returnTo=${encodeURIComponent(ORIGIN)}&federated`)).status, 302);
  assert.match(run.tenant.log.entries().at(-1).note, /auth0\|ada ended; federated/);
});

test('without returnTo the first allowed URL is used; without client_id too', async () => {
  for (const query of ['client_id=demo-spa', '', '&auth0Client=e30=']) {
    const response = await leave(query);
    assert.equal(response.status, 302, query);
    assert.equal(new URL(response.headers.get('location')).origin, ORIGIN);
  }
});

test('an unregistered URL or client gets an error page and the session stays', async () => {
  await run.visitor.signIn('ada');
  for (const query of ['client_id=demo-spa&returnTo=https://attacker.example/', 'client_id=nobody', 'returnTo=//x']) {
    const response = await leave(query);
    assert.equal(response.status, 400, query);
    assert.equal(response.headers.get('location'), null);
    assert.match(await response.text(), /<h1>/);
  }
  assert.equal(await signedIn(), true);
});

test('logout leaves access tokens alone', async () => {
  const { access_token: opaque } = await run.visitor.tokens('ada');
  const { access_token: jwt } = await run.visitor.tokens('ada', { audience: CALENDAR, scope: 'openid' });
  await leave('client_id=demo-spa');
  for (const token of [opaque, jwt]) {
    const response = await fetch(`${run.tenant.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(response.status, 200);
  }
});

test('the OpenID Connect logout asks first, then ends the session', async () => {
  await run.visitor.signIn('ada');
  const query = new URLSearchParams({ client_id: 'demo-spa', post_logout_redirect_uri: ORIGIN, state: 'back' });
  const text = await (await run.visitor.go(`/oidc/logout?${query}`)).text();
  assert.match(text, /<h1>Sign out\?<\/h1>/);
  assert.equal(await signedIn(), true);
  const again = await (await run.visitor.go(`/oidc/logout?${query}`)).text();
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(again);
  const body = new URLSearchParams({ xsrf, logout: 'yes' });
  const response = await run.visitor.go('/oidc/logout/confirm', { method: 'POST', body });
  assert.match(response.headers.get('location'), /^http:\/\/localhost:7100\/?\?state=back$/);
  assert.equal(await signedIn(), false);
});
