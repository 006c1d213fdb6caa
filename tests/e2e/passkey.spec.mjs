// Signing up and in with a passkey, with the virtual authenticator of Chromium.
import { plugIn } from './support/authenticator.mjs';
import { bound } from './support/dpop.mjs';
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { grants, refreshing, STALE } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

const NEW = { email: 'new@example.com', name: 'New Person' };

const signup = (given) => window.failure(() => window.client.passkey.signup(given));
const login = (given) => window.failure(() => window.client.passkey.login(given));
const user = () => window.client.getUser();

/** Opens a page with an authenticator and a client. */
async function start(app, options) {
  await app.open();
  const authenticator = await plugIn(app.page);
  await app.make(options);
  return authenticator;
}

const bodies = (app, path) => app.wire.to(path, 'POST').map((request) => JSON.parse(request.postData()));

for (const [name, options] of Object.entries({
  'a hidden frame': { authorizationParams: { audience: CALENDAR, scope: 'openid profile email read:calendar' } },
  'refresh tokens in a worker': refreshing(),
  'bound tokens in localStorage': bound({ cacheLocation: 'localstorage' }),
})) {
  test(`a person signs up, out and in again: ${name}`, async ({ app, tenant }) => {
    const authenticator = await start(app, options);
    const { resolved: tokens } = await app.run(signup, NEW);
    expect(Object.keys(tokens).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
    expect(tokens.token_type).toBe(options.useDpop ? 'DPoP' : 'Bearer');
    expect(await app.run(user)).toMatchObject({ email: NEW.email, name: NEW.name });
    expect(await app.run(() => window.client.getTokenSilently())).toBe(tokens.access_token);
    expect(await authenticator.credentials()).toHaveLength(1);

    await app.run(() => window.client.logout({ openUrl: false }));
    expect(await app.run(user)).toBeUndefined();
    const { resolved: again } = await app.run(login);
    expect(again.access_token).not.toBe(tokens.access_token);
    expect(await app.run(user)).toMatchObject({ email: NEW.email });
    expect(app.page.url()).toBe(`${app.url}/`);
    const seen = seenBy(tenant, '/oauth/token').filter(({ status }) => status === 200);
    expect(seen.map(({ note }) => /New Person signed (up|in) with a passkey/.exec(note)[1])).toEqual(['up', 'in']);
  });
}

test('what is sent is what Auth0 reads, in the order of its own SDK', async ({ app }) => {
  await start(app, { authorizationParams: { audience: CALENDAR } });
  await app.run(signup, { ...NEW, username: '', userMetadata: { plan: 'free' }, scope: 'read:calendar' });
  const [challenge] = bodies(app, '/passkey/register');
  expect(Object.keys(challenge)).toEqual(['client_id', 'user_profile', 'user_metadata']);
  expect(challenge.user_profile).toEqual(NEW);
  const [token] = bodies(app, '/oauth/token');
  expect(Object.keys(token)).toEqual([
    'client_id',
    'grant_type',
    'auth_session',
    'authn_response',
    'audience',
    'scope',
  ]);
  expect(token.scope).toBe('openid profile email read:calendar');
  expect(Object.keys(token.authn_response)).toEqual([
    'id',
    'rawId',
    'type',
    'authenticatorAttachment',
    'response',
    'clientExtensionResults',
  ]);
  expect(Object.keys(token.authn_response.response)).toEqual(['clientDataJSON', 'attestationObject']);
  await app.run(login, { realm: 'Username-Password-Authentication' });
  expect(bodies(app, '/passkey/challenge')).toEqual([
    { client_id: 'demo-spa', realm: 'Username-Password-Authentication' },
  ]);
  const [, used] = bodies(app, '/oauth/token');
  expect(Object.keys(used.authn_response.response)).toEqual([
    'clientDataJSON',
    'authenticatorData',
    'signature',
    'userHandle',
  ]);
});

test('the session goes on by its refresh token', async ({ app, tenant }) => {
  await start(app, refreshing());
  await tenant.switches.set({ expires_in: STALE });
  await app.run(signup, NEW);
  await tenant.switches.set({ expires_in: 'normal' });
  tenant.log.clear();
  expect(await app.run(() => window.client.getTokenSilently())).toBeTruthy();
  expect(grants(tenant)).toEqual(['refresh_token']);
});

test('the steps, one by one, with the ceremony in the hands of the page', async ({ app }) => {
  await start(app);
  const steps = async (given) => {
    const { passkey } = window.client;
    const made = await passkey.getSignupChallenge(given);
    const first = await navigator.credentials.create({ publicKey: made.publicKey });
    await passkey.getTokenWithPasskey({ authSession: made.authSession, credential: first });
    const before = (await window.client.getUser()).sub;
    await window.client.logout({ openUrl: false });
    const asked = await passkey.getLoginChallenge();
    const second = await navigator.credentials.get({ publicKey: asked.publicKey });
    const tokens = await passkey.getTokenWithPasskey({ authSession: asked.authSession, credential: second });
    const kinds = [made.publicKey.challenge, made.publicKey.user.id, asked.publicKey.challenge];
    return {
      binary: kinds.every((part) => part instanceof ArrayBuffer),
      same: before === (await window.client.getUser()).sub,
      type: tokens.token_type,
      stable: window.client.passkey === passkey && passkey instanceof window.sdk.PasskeyApiClient,
    };
  };
  expect(await app.run(steps, NEW)).toEqual({ binary: true, same: true, type: 'Bearer', stable: true });
});

test('a challenge may name the passkeys that will do, which the peer does not decode', async ({ app }) => {
  const authenticator = await start(app);
  await app.run(signup, NEW);
  const [{ credentialId }] = await authenticator.credentials();
  const id = Buffer.from(credentialId, 'base64').toString('base64url');
  await app.page.route('**/passkey/challenge', async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    json.authn_params_public_key.allowCredentials = [{ type: 'public-key', id }];
    await route.fulfill({ response, json });
  });
  expect((await app.run(login)).resolved.token_type).toBe('Bearer');
});

test('the organization of a sign-in is checked', async ({ app, tenant }) => {
  await start(app);
  await app.run(signup, NEW);
  const refused = await app.run(login, { organization: 'org_acme' });
  expect(refused).toMatchObject({ classes: ['GenericError'], error: 'access_denied' });
  await tenant.switches.set({ passkeys: 'on' });
  expect(await app.run(user), 'the former session is as it was').toMatchObject({ email: NEW.email });
});

test('the tenant refuses to start: the class of the step, and what was answered', async ({ app, tenant }) => {
  await start(app);
  const taken = await app.run(signup, { email: 'ada@example.com' });
  expect(taken).toMatchObject({
    classes: ['PasskeyRegisterError'],
    name: 'PasskeyRegisterError',
    code: 'passkey_register_error',
    message: 'The user already exists',
  });
  expect(Object.keys(taken.own).sort()).toEqual(['body', 'cause', 'code', 'headers', 'name', 'statusCode']);
  const body = { error: 'invalid_request', error_description: 'The user already exists' };
  expect(taken.own.cause).toEqual(body);
  expect([taken.own.statusCode, JSON.parse(taken.own.body)]).toEqual([400, body]);
  await tenant.switches.set({ passkeys: 'off' });
  expect(await app.run(login)).toMatchObject({
    classes: ['PasskeyChallengeError'],
    code: 'passkey_challenge_error',
    message: 'Passkeys are not enabled for this connection',
  });
  const headers = () => window.client.passkey.login().catch((error) => error.headers instanceof Headers);
  expect(await app.run(headers)).toBe(true);
});

test('the tenant refuses the passkey: GenericError, as from any token request', async ({ app }) => {
  await start(app);
  await app.page.route('**/oauth/token', async (route) => {
    const sent = JSON.parse(route.request().postData());
    await route.continue({ postData: JSON.stringify({ ...sent, auth_session: 'another' }) });
  });
  expect(await app.run(signup, NEW)).toMatchObject({
    classes: ['GenericError'],
    error: 'invalid_grant',
    message: 'Invalid or expired auth_session',
  });
  expect(await app.run(user)).toBeUndefined();
});

test('what happens in the browser is told apart', async ({ app }) => {
  await start(app);
  const outcome = async (answer) => {
    navigator.credentials.create = () => (answer === 'null' ? null : Promise.reject(new DOMException('No', answer)));
    return window.failure(() => window.client.passkey.signup({ email: 'new@example.com' }));
  };
  const nothing = await app.run(outcome, 'null');
  expect(nothing).toMatchObject({
    classes: ['PasskeyError'],
    name: 'PasskeyError',
    code: 'passkey_cancelled',
    message: 'Passkey creation was cancelled or no credential was returned.',
  });
  expect(nothing.own).toEqual({ name: 'PasskeyError', code: 'passkey_cancelled', cause: 'undefined' });
  expect(await app.run(outcome, 'NotAllowedError')).toMatchObject({ classes: [], name: 'NotAllowedError' });
  const other = () =>
    window.failure(() => window.client.passkey.getTokenWithPasskey({ authSession: 's', credential: {} }));
  expect(await app.run(other)).toMatchObject({
    code: 'passkey_invalid_credential',
    message: 'The provided credential is not a valid attestation or assertion response.',
  });
});

test('a browser without WebAuthn is told so, and nothing is sent', async ({ app }) => {
  await app.open();
  await app.make();
  await app.run(() => delete window.PublicKeyCredential);
  const outcomes = () => {
    const { passkey } = window.client;
    const calls = ['signup', 'login', 'getSignupChallenge', 'getLoginChallenge', 'getTokenWithPasskey'];
    return Promise.all(calls.map((name) => window.failure(() => passkey[name]({ email: 'a@b.c' }))));
  };
  for (const outcome of await app.run(outcomes)) {
    expect(outcome).toMatchObject({
      classes: ['PasskeyError'],
      code: 'passkey_not_supported',
      message: 'WebAuthn is not supported in this browser.',
    });
  }
  expect(app.wire.to('/passkey/register')).toEqual([]);
});
