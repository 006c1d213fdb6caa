// Factors and authentication methods: `client.myAccount` against the My Account API, each enrolment as documented.
import { totp } from '../tenant/support/totp.mjs';
import { plugIn } from './support/authenticator.mjs';
import { ready } from './support/connect.mjs';
import { expect, test } from './support/fixtures.mjs';
import { warningsOf } from './support/warnings.mjs';

const PATH = '/me/v1/authentication-methods';

/** In the page: a call of `client.myAccount`, or what it was refused with. */
const call = ([name, ...given]) => window.failure(() => window.client.myAccount[name](...given));

async function ask(app, ...given) {
  const { resolved, ...refused } = await app.run(call, given);
  expect(refused).toEqual({});
  return resolved;
}

async function enrol(app, options, finish) {
  const challenge = await ask(app, 'enrollmentChallenge', options);
  expect(challenge).toMatchObject({ type: options.type, auth_session: expect.any(String) });
  expect(challenge.location).toBe(`${app.tenant.url}${PATH}/${encodeURIComponent(challenge.id)}`);
  const { location, auth_session: session, type } = challenge;
  return ask(app, 'enrollmentVerify', { location, auth_session: session, type, ...(await finish(challenge)) });
}

const sentCode = (tenant) => tenant.messages().at(-1).code;

test('an app that makes codes is enrolled, named, found and removed', async ({ app }) => {
  await ready(app);
  expect(await ask(app, 'getFactors')).toContainEqual({ type: 'totp', usage: ['secondary'] });
  const made = await enrol(app, { type: 'totp' }, async ({ barcode_uri: uri, manual_input_code: secret }) => {
    expect(uri).toContain(secret);
    return { otp_code: await totp(uri) };
  });
  expect(made).toMatchObject({ type: 'totp', confirmed: true, usage: ['secondary'] });
  expect(made.id).toMatch(/^totp\|/);
  const named = await ask(app, 'updateAuthenticationMethod', made.id, { name: 'My app' });
  expect(named).toEqual({ ...made, name: 'My app' });
  expect(await ask(app, 'getAuthenticationMethod', made.id)).toEqual(named);
  expect(await ask(app, 'getAuthenticationMethods', 'totp')).toEqual([named]);
  expect((await ask(app, 'getAuthenticationMethods')).map(({ type }) => type)).toEqual(['password', 'totp']);
  expect(await ask(app, 'deleteAuthenticationMethod', made.id)).toBeUndefined();
  expect(await ask(app, 'getAuthenticationMethods', 'totp')).toEqual([]);
  const paths = app.wire.to(`${PATH}/${encodeURIComponent(made.id)}`).map((request) => request.method());
  expect(paths.filter((method) => method !== 'OPTIONS')).toEqual(['PATCH', 'GET', 'DELETE']);
});

test('a telephone and an address are enrolled by the code that comes to them', async ({ app, tenant }) => {
  await ready(app);
  const phone = { type: 'phone', phone_number: '+15551234567', preferred_authentication_method: 'voice' };
  expect(await enrol(app, phone, () => ({ otp_code: sentCode(tenant) }))).toMatchObject(phone);
  expect(tenant.messages()).toMatchObject([{ to: '+15551234567', channel: 'voice' }]);
  const mail = { type: 'email', email: 'other@example.com' };
  expect(await enrol(app, mail, () => ({ otp_code: sentCode(tenant) }))).toMatchObject(mail);
});

test('a recovery code and an app that asks are enrolled without a code', async ({ app }) => {
  await ready(app);
  const recovery = await enrol(app, { type: 'recovery-code' }, ({ recovery_code: code }) => {
    expect(code).toMatch(/^[A-Z0-9]{24}$/);
    return {};
  });
  expect(recovery.type).toBe('recovery-code');
  expect((await enrol(app, { type: 'push-notification' }, () => ({}))).type).toBe('push-notification');
});

test('a passkey is enrolled, and signs its user in', async ({ app }) => {
  await ready(app);
  await plugIn(app.page);
  const made = await enrol(app, { type: 'passkey' }, async ({ authn_params_public_key: options }) => {
    const ceremony = async (json) => {
      const publicKey = window.PublicKeyCredential.parseCreationOptionsFromJSON(json);
      return (await navigator.credentials.create({ publicKey })).toJSON();
    };
    return { authn_response: await app.run(ceremony, options) };
  });
  expect(made).toMatchObject({ type: 'passkey', relying_party_id: 'localhost' });
  expect(made.id).toBe(`passkey|${made.key_id}`);
  await app.run(() => window.client.logout({ openUrl: false }));
  await app.run(() => window.client.passkey.login());
  expect(await app.run(() => window.client.getUser())).toMatchObject({ email: 'ada@example.com' });
});

test('a new password is chosen by the policy of the tenant, and cannot be removed', async ({ app }) => {
  await ready(app);
  const challenge = await ask(app, 'enrollmentChallenge', { type: 'password' });
  expect(challenge.policy.complexity).toMatchObject({ min_length: 10, character_type_rule: 'three_of_four' });
  const choose = (password) => ({ ...challenge, policy: undefined, id: undefined, new_password: password });
  const refused = await app.run(call, ['enrollmentVerify', choose('short')]);
  expect(refused).toMatchObject({ classes: ['MyAccountApiError'], own: { status: 400, title: 'Validation Error' } });
  expect(refused.own.validation_errors[0]).toMatchObject({ field: 'new_password', pointer: '/new_password' });
  const made = await ask(app, 'enrollmentVerify', choose('Correct-Horse-9'));
  expect(made.last_password_reset).toBeTruthy();
  const last = await app.run(call, ['deleteAuthenticationMethod', made.id]);
  expect(last).toMatchObject({ classes: ['MyAccountApiError'], own: { status: 409 } });
});

test('the token goes to the tenant only, whatever location is given', async ({ app }) => {
  await ready(app);
  const evil = 'https://evil.example/collect';
  const refused = await app.run(call, ['enrollmentVerify', { location: evil, auth_session: 's', type: 'totp' }]);
  expect(refused).toMatchObject({
    classes: ['GenericError', 'InvalidArgumentError'],
    message: expect.stringContaining('`location`'),
  });
  const { location, ...rest } = await ask(app, 'enrollmentChallenge', { type: 'recovery-code' });
  const elsewhere = location.replace(app.tenant.url, 'https://evil.example');
  const given = { type: rest.type, auth_session: rest.auth_session, location: elsewhere };
  expect((await ask(app, 'enrollmentVerify', given)).type).toBe('recovery-code');
  expect(app.wire.to('/collect')).toEqual([]);
});

test('what the API refuses is a MyAccountApiError; no id is told at once', async ({ app }) => {
  const warnings = warningsOf(app.page);
  await ready(app);
  expect(await app.run(call, ['getAuthenticationMethod', 'totp|nothing'])).toMatchObject({
    classes: ['MyAccountApiError'],
    own: { status: 404, title: 'Not Found' },
  });
  expect(await app.run(call, ['enrollmentChallenge', { type: 'phone' }])).toMatchObject({
    classes: ['MyAccountApiError'],
    own: { status: 400, validation_errors: [{ field: 'phone_number' }] },
  });
  expect(await app.run(call, ['deleteAuthenticationMethod', ''])).toMatchObject({
    classes: ['GenericError', 'MissingRequiredArgumentError'],
  });
  expect(warnings).toEqual([]);
});
