import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CALENDAR_SCOPE, Connector, GOOGLE } from './support/connector.mjs';
import { Prover } from './support/prover.mjs';
import { runningTenant } from './support/running.mjs';
import { CALLBACK, ORIGIN } from './support/visitor.mjs';

const run = await runningTenant();
const signedIn = (user, changes) => new Connector(run.visitor).signIn(user, changes);
const events = (name) => run.tenant.upstream().filter(({ event }) => event === name);

test('from the ticket by the consent page to a connected account', async () => {
  const ada = await signedIn();
  const started = await ada.connect();
  assert.equal(started.status, 201);
  assert.deepEqual(Object.keys(started.body).sort(), ['auth_session', 'connect_params', 'connect_uri', 'expires_in']);
  assert.ok(started.body.auth_session.length <= 64);
  assert.equal(started.body.expires_in, 300);
  const page = await ada.visit(started);
  assert.match(page.text, /Share your Google account\?/);
  assert.match(page.text, /See the events of your calendar/);
  assert.match(page.text, /while you are away/);
  const back = await ada.decide(page, { account: 'work@gmail.example' });
  assert.equal(back.url.href.split('?')[0], CALLBACK);
  assert.deepEqual(Object.keys(back.answer).sort(), ['connect_code', 'state']);
  assert.equal(back.answer.state, 'connect-state');
  assert.ok(back.answer.connect_code.length <= 46);
  const { status, body } = await ada.complete(started, back);
  assert.equal(status, 201);
  assert.match(body.id, /^cac_[A-Za-z0-9]+$/);
  assert.ok(Math.abs(Date.parse(body.created_at) - Date.now()) < 60_000);
  const { id: _, created_at: __, ...rest } = body;
  const scopes = ['openid', 'profile', 'email', CALENDAR_SCOPE];
  assert.deepEqual(rest, { connection: GOOGLE, access_type: 'offline', scopes });
});

test('bound to a key: one challenge, then the same', async () => {
  const ada = await new Connector(run.visitor, await Prover.create()).signIn();
  const started = await ada.connect();
  assert.deepEqual([started.status, started.challenged], [201, true]);
  const { status, challenged } = await ada.complete(started, await ada.consent(started));
  assert.deepEqual([status, challenged], [201, undefined]);
  assert.ok(run.tenant.proofs().some(({ url }) => url.endsWith('/me/v1/connected-accounts/complete')));
});

test('scopes replace the configured ones; without them the configured ones count', async () => {
  const ada = await signedIn();
  const { body } = await ada.connected('work@gmail.example', { scopes: ['openid', 'email'] });
  await ada.connected('private@gmail.example');
  assert.deepEqual(body.scopes, ['openid', 'email']);
  const asked = events('asked').map(({ scopes }) => scopes.join(' '));
  assert.deepEqual(asked, ['openid email', `openid profile email ${CALENDAR_SCOPE}`]);
});

test('where offline access is a scope, it is asked for beside any others', async () => {
  const ada = await signedIn();
  const { body } = await ada.connected('work@users.github.example', { connection: 'github', scopes: ['read:user'] });
  assert.deepEqual(body.scopes, ['read:user', 'offline_access']);
});

test('authorization parameters reach the provider, and cannot replace the tenant’s own', async () => {
  const ada = await signedIn();
  const params = { login_hint: 'hinted@gmail.example', prompt: 'consent', max_age: 60 };
  const page = await ada.visit(await ada.connect({ authorization_params: params }));
  assert.match(page.text, /hinted@gmail\.example/);
  assert.deepEqual(events('asked')[0].params, { ...params, max_age: '60' });
});

test('any address is an account, and what is none is asked for again', async () => {
  const ada = await signedIn();
  const started = await ada.connect();
  const page = await ada.visit(started);
  const again = await ada.decide(page, { account: 'not-an-address' });
  assert.equal(again.status, 400);
  assert.match(again.text, /Enter an address such as/);
  const back = await ada.decide(page, { account: 'somebody.else@elsewhere.example' });
  assert.equal((await ada.complete(started, back)).status, 201);
});

test('denied: the application learns of it, with its state, and nothing is kept', async () => {
  const ada = await signedIn();
  const started = await ada.connect();
  const back = await ada.consent(started, { intent: 'deny' });
  assert.equal(back.answer.error, 'access_denied');
  assert.ok(back.answer.error_description);
  assert.equal(back.answer.state, 'connect-state');
  assert.equal(back.answer.connect_code, undefined);
  const answer = await ada.complete(started, { answer: { connect_code: 'made-up' } });
  assert.equal(answer.status, 404);
  assert.deepEqual((await ada.ask('GET', 'accounts')).body.accounts, []);
});

test('without a state and without PKCE it works too', async () => {
  const ada = await signedIn();
  const started = await ada.connect({ state: undefined, code_challenge: undefined, code_challenge_method: undefined });
  const back = await ada.consent(started);
  assert.deepEqual(Object.keys(back.answer), ['connect_code']);
  assert.equal((await ada.complete(started, back, { code_verifier: undefined })).status, 201);
});

test('connect_code_location=fragment puts answer and error behind the #', async () => {
  await run.tenant.switches.set({ connect_code_location: 'fragment' });
  const ada = await signedIn();
  const started = await ada.connect();
  const { url } = await ada.consent(started);
  assert.equal(url.search, '');
  const answer = Object.fromEntries(new URLSearchParams(url.hash.slice(1)));
  assert.equal(answer.state, 'connect-state');
  assert.equal((await ada.complete(started, { answer })).status, 201);
  const denied = await ada.consent(await ada.connect(), { intent: 'deny' });
  assert.match(denied.url.hash, /^#error=access_denied&/);
});

test('upstream_consent answers in the person’s place', async () => {
  const ada = await signedIn();
  await run.tenant.switches.set({ upstream_consent: 'deny' });
  assert.equal((await ada.visit(await ada.connect())).answer.error, 'access_denied');
  await run.tenant.switches.set({ upstream_consent: 'approve' });
  const started = await ada.connect({ authorization_params: { login_hint: 'me@gmail.example' } });
  assert.equal((await ada.complete(started, await ada.visit(started))).status, 201);
  assert.equal(events('approved').at(-1).account, 'me@gmail.example');
});

test('two connections at once in one browser lose nothing', async () => {
  const ada = await signedIn();
  const [one, two] = [await ada.connect(), await ada.connect({ state: 'second', connection: 'github' })];
  const pages = [await ada.visit(one), await ada.visit(two)];
  const second = await ada.decide(pages[1], { account: 'work@users.github.example' });
  const first = await ada.decide(pages[0], { account: 'work@gmail.example' });
  assert.deepEqual([first.answer.state, second.answer.state], ['connect-state', 'second']);
  assert.equal((await ada.complete(one, first)).body.connection, GOOGLE);
  assert.equal((await ada.complete(two, second)).body.connection, 'github');
});

test('a sign-in under way and a connection do not disturb each other', async () => {
  const ada = await signedIn();
  const started = await ada.connect();
  const page = await ada.visit(started);
  const login = await run.visitor.authorize({ prompt: 'login' });
  const back = await ada.decide(page, { account: 'work@gmail.example' });
  assert.equal((await ada.complete(started, back)).status, 201);
  assert.ok((await run.visitor.submit(login.page, { user: 'ada' })).answer.code);
});

test('an account of an organization’s session says so', async () => {
  const ada = await signedIn('ada', { organization: 'org_acme' });
  assert.equal((await ada.connected()).body.org_id, 'org_acme');
});

test('the log tells it in plain words, without the secrets', async () => {
  const ada = await signedIn();
  const started = await ada.connect();
  const back = await ada.consent(started);
  await ada.complete(started, back);
  const log = run.tenant.log.entries();
  const notes = log.map(({ note }) => note).join('\n');
  assert.match(notes, /auth0\|ada begins to connect an account of google-oauth2/);
  assert.match(notes, /private@gmail\.example of google-oauth2 connected to auth0\|ada/);
  const text = JSON.stringify(log);
  const { auth_session: session, connect_params: params } = started.body;
  for (const secret of [session, params.ticket, back.answer.connect_code, started.verifier, ada.token]) {
    assert.ok(!text.includes(secret));
  }
});

test('two tabs of a new browser that begin at the same moment both come back', async () => {
  const ada = await signedIn();
  const started = [await ada.connect(), await ada.connect({ state: 'second', connection: 'github' })];
  // Each is on its way before the browser has heard the answer to the other.
  const pages = await Promise.all(started.map((one) => ada.visit(one)));
  const back = [];
  for (const page of pages) back.push(await ada.decide(page, { account: 'work@gmail.example' }));
  assert.ok(back.every(({ answer }) => answer.connect_code));
});

test('registered pages may call it, others may not', async () => {
  const url = `${run.tenant.url}/me/v1/connected-accounts/accounts`;
  const headers = { 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization,dpop' };
  const granted = await fetch(`${url}/cac_1`, { method: 'OPTIONS', headers: { ...headers, origin: ORIGIN } });
  assert.equal(granted.headers.get('access-control-allow-origin'), ORIGIN);
  assert.match(granted.headers.get('access-control-allow-methods'), /DELETE/);
  const known = await fetch(url, { headers: { origin: ORIGIN } });
  assert.equal(known.status, 401);
  assert.equal(known.headers.get('access-control-allow-origin'), ORIGIN);
  assert.match(known.headers.get('access-control-expose-headers'), /DPoP-Nonce/);
  const ada = await signedIn();
  const stranger = await ada.ask('GET', 'accounts', { headers: { origin: 'https://attacker.example' } });
  assert.equal(stranger.status, 403);
  assert.equal(stranger.response.headers.get('access-control-allow-origin'), null);
});
