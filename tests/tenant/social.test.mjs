import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { CALENDAR_SCOPE, Connector, GOOGLE, walk } from './support/connector.mjs';
import { runningTenant } from './support/running.mjs';
import { Visitor } from './support/visitor.mjs';

const run = await runningTenant();
const asked = () => run.tenant.upstream().findLast(({ event }) => event === 'asked');

const post = (visitor, url, form) => walk(visitor, url, { method: 'POST', body: new URLSearchParams(form) });

/** From the sign-in page to the consent page of a provider. */
async function toConsent(visitor, changes, name = GOOGLE) {
  const started = await visitor.authorize(changes);
  return { ...started, consent: await post(visitor, started.page, { connection: name }) };
}

/** Answers a consent page; gives what the application gets. */
const decide = (visitor, { consent }, form) => post(visitor, consent.url, form);

async function signIn(visitor, account = 'work@gmail.example', changes = {}) {
  const started = await toConsent(visitor, changes);
  const { answer } = await decide(visitor, started, { account });
  return visitor.redeem({ ...started, answer });
}

async function managed(sub) {
  const form = { grant_type: 'client_credentials', client_id: 'management' };
  const secrets = { client_secret: 'management-development-secret', audience: `${run.tenant.issuer}api/v2/` };
  const { body } = await run.visitor.token({ ...form, ...secrets });
  const headers = { authorization: `Bearer ${body.access_token}` };
  const url = `${run.tenant.url}/api/v2/users/${encodeURIComponent(sub)}`;
  const [user, accounts] = await Promise.all([
    fetch(url, { headers }),
    fetch(`${url}/connected-accounts`, { headers }),
  ]);
  return { ...(await user.json()), ...(await accounts.json()) };
}

test('signing in by a provider makes a user with that identity, and no connected account', async () => {
  const { status, body } = await signIn(run.visitor);
  assert.equal(status, 200);
  const { sub, email } = decodeJwt(body.id_token);
  assert.match(sub, /^google-oauth2\|\d{20}$/);
  assert.equal(email, 'work@gmail.example');
  const user = await managed(sub);
  assert.deepEqual(user.connected_accounts, []);
  const [, subject] = sub.split('|');
  assert.deepEqual(user.identities, [{ provider: GOOGLE, user_id: subject, connection: GOOGLE, isSocial: true }]);
});

test('the same account is the same user, another one is another', async () => {
  const subject = async (account) => decodeJwt((await signIn(new Visitor(run.tenant), account)).body.id_token).sub;
  const first = await subject('work@gmail.example');
  assert.equal(await subject('work@gmail.example'), first);
  assert.notEqual(await subject('private@gmail.example'), first);
});

test('such a user connects accounts like any other', async () => {
  const grace = new Connector(run.visitor);
  const scope = 'openid create:me:connected_accounts read:me:connected_accounts';
  const { body } = await signIn(run.visitor, 'work@gmail.example', { audience: `${run.tenant.issuer}me/`, scope });
  grace.token = body.access_token;
  assert.equal((await grace.connected('work@gmail.example')).status, 201);
  const user = await managed(decodeJwt(body.access_token).sub);
  assert.deepEqual([user.identities.length, user.connected_accounts.length], [1, 1]);
});

test('a connection named by the request skips the sign-in page; its scopes add to the configured ones', async () => {
  const { page } = await run.visitor.authorize({ connection: GOOGLE, connection_scope: 'extra:one,extra:two' });
  const { text } = await walk(run.visitor, page);
  assert.match(text, /Share your Google account\?/);
  assert.deepEqual(asked().scopes, ['openid', 'profile', 'email', CALENDAR_SCOPE, 'extra:one', 'extra:two']);
});

test('offline access is asked for where accounts may be connected too', async () => {
  await toConsent(new Visitor(run.tenant));
  assert.equal(asked().offline, true);
  await toConsent(new Visitor(run.tenant), {}, 'windowslive');
  assert.equal(asked().offline, false);
});

test('only connections for sign-in are offered, and taken', async () => {
  const names = async () => {
    const visitor = new Visitor(run.tenant);
    const { text } = await walk(visitor, (await visitor.authorize()).page);
    return [...text.matchAll(/name="connection" value="([\w-]+)"/g)].map(([, name]) => name);
  };
  assert.deepEqual(await names(), [GOOGLE, 'windowslive']);
  await run.tenant.switches.set({ connection_purpose: 'connected_accounts' });
  assert.deepEqual(await names(), ['windowslive']);
  const { page } = await run.visitor.authorize({ connection: GOOGLE });
  assert.match((await walk(run.visitor, page)).text, /Continue as/, 'the page is shown instead');
  assert.equal((await post(run.visitor, page, { connection: GOOGLE })).status, 400);
});

test('a connection that is not enabled for the application is not offered to it, nor taken', async () => {
  await run.tenant.switches.set({ connection_clients: 'other-spa' });
  const visitor = new Visitor(run.tenant);
  const { page } = await visitor.authorize({ connection: GOOGLE });
  const { text } = await walk(visitor, page);
  assert.match(text, /Continue as/, 'the page is shown instead');
  assert.doesNotMatch(text, /Continue with Google/);
  assert.equal((await post(visitor, page, { connection: GOOGLE })).status, 400);
  const { page: theirs } = await visitor.authorize({ client_id: 'other-spa', prompt: 'login' });
  assert.match((await walk(visitor, theirs)).text, /Continue with Google/);
});

test('denied at the provider: access_denied for the application', async () => {
  const started = await toConsent(run.visitor);
  const { answer } = await decide(run.visitor, started, { intent: 'deny' });
  assert.deepEqual([answer.error, answer.state], ['access_denied', 'the-state']);
});

test('the answer of a provider ends only the sign-in it belongs to, in the browser that began it', async () => {
  const started = await toConsent(run.visitor);
  const other = new Visitor(run.tenant);
  const stolen = await decide(other, started, { account: 'mallory@gmail.example' });
  assert.match(stolen.url.search, /provider=/, 'back at the sign-in');
  assert.equal(stolen.status, 400);
  assert.match(stolen.text, /has expired or was finished in another window/);
});

test('the address of a provider’s user and the common password open nothing', async () => {
  await signIn(new Visitor(run.tenant), 'somebody@gmail.example');
  const { page } = await run.visitor.authorize();
  const wrong = await run.visitor.submit(page, { email: 'somebody@gmail.example', password: 'correct-horse' });
  assert.equal(wrong.response.status, 400);
});

test('the answer of one sign-in does not end another', async () => {
  const mallory = new Visitor(run.tenant);
  const { consent } = await toConsent(mallory);
  const body = new URLSearchParams({ account: 'mallory@gmail.example' });
  const back = await mallory.go(consent.url, { method: 'POST', body });
  const last = await mallory.go(back.headers.get('location'));
  const { searchParams } = new URL(last.headers.get('location'), run.tenant.url);
  assert.ok(searchParams.get('provider'));
  const { page } = await run.visitor.authorize();
  const { text, answer } = await walk(run.visitor, new URL(`?${searchParams}`, page));
  assert.equal(answer, undefined);
  assert.match(text, /Continue as/);
});
