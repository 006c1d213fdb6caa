// client.mfa: a token request that needs a second factor, what follows, and how it ends.
import { decodeJwt } from 'jose';
import { totp } from '../tenant/support/totp.mjs';
import { bound, proofsAt } from './support/dpop.mjs';
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { grants, refreshing, reuses, token } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

const OTP = 'http://auth0.com/oauth/grant-type/mfa-otp';
const OFF = { cacheMode: 'off' };
const TOKEN = { resolved: expect.any(String) };

/** In the page: a call of `client.mfa`, or what it was refused with. */
const call = ([method, given]) => window.failure(() => window.client.mfa[method](given));
const mfa = (app, method, given) => app.run(call, [method, given]);

/** A signed-in user whose next refresh needs a second factor; what that was refused with. */
async function stopped(app, tenant, { options = refreshing(), asked = OFF } = {}) {
  await app.signIn({ options });
  return stoppedAgain(app, tenant, asked);
}

async function stoppedAgain(app, tenant, asked = OFF) {
  await tenant.switches.set({ mfa: 'required_on_refresh' });
  const refused = await app.run(token, asked);
  expect(refused).toMatchObject({ error: 'mfa_required' });
  return { ...refused, mfaToken: refused.own.mfa_token };
}

/** Enrolls an authenticator app and shows its first code. */
async function enrollApp(app, mfaToken) {
  const { resolved: enrolled } = await mfa(app, 'enroll', { mfaToken, factorType: 'otp' });
  const proved = await mfa(app, 'verify', { mfaToken, otp: await totp(enrolled.barcodeUri) });
  return { enrolled, proved };
}

for (const cacheLocation of ['memory', 'localstorage', 'indexeddb']) {
  test(`SU-04 an authenticator app is enrolled, and its code finishes the refresh that waited (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    const refused = await stopped(app, tenant, { options: refreshing({ cacheLocation }) });
    expect(refused).toMatchObject({
      classes: ['GenericError', 'MfaRequiredError'],
      message: 'Multifactor authentication required',
      own: { mfa_token: expect.any(String), mfa_requirements: { enroll: expect.any(Array) } },
    });
    const { mfaToken } = refused;
    const { resolved: factors } = await mfa(app, 'getEnrollmentFactors', mfaToken);
    expect(factors.map(({ type }) => type)).toEqual(['otp', 'phone', 'push-notification', 'email']);
    expect(await mfa(app, 'getAuthenticators', mfaToken)).toEqual({ resolved: [] });
    tenant.log.clear();
    const { enrolled, proved } = await enrollApp(app, mfaToken);
    expect(enrolled).toMatchObject({ authenticatorType: 'otp', secret: expect.any(String) });
    expect(enrolled.recoveryCodes).toHaveLength(1);
    expect(proved.resolved).toMatchObject({ token_type: 'Bearer', id_token: expect.any(String), expires_in: 86400 });
    expect(proved.resolved).not.toHaveProperty('refresh_token');
    expect(decodeJwt(proved.resolved.access_token)).toMatchObject({ sub: 'auth0|ada', amr: ['mfa'] });
    expect(await app.run(token)).toEqual({ resolved: proved.resolved.access_token });
    expect(grants(tenant)).toEqual([OTP]);
    // The session has shown a second factor: its refresh token serves without another.
    expect(await app.run(token, OFF)).toEqual(TOKEN);
    expect(reuses(tenant)).toBe(0);
  });
}

for (const [factorType, channel] of [
  ['sms', 'sms'],
  ['voice', 'voice'],
  ['email', 'email'],
]) {
  test(`a code by ${factorType} is enrolled once, and challenged the next time`, async ({ app, tenant }) => {
    const { mfaToken } = await stopped(app, tenant);
    const given = { mfaToken, factorType, ...(factorType === 'email' ? {} : { phoneNumber: '+15550100' }) };
    const { resolved: enrolled } = await mfa(app, 'enroll', given);
    expect(enrolled).toMatchObject({ authenticatorType: 'oob', oobChannel: channel, bindingMethod: 'prompt' });
    const [first] = tenant.factorMessages();
    const proof = { mfaToken, oobCode: enrolled.oobCode, bindingCode: first.code };
    expect(await mfa(app, 'verify', proof)).toMatchObject({ resolved: { token_type: 'Bearer' } });
    await app.run(() => window.client.logout({ openUrl: false }));
    await app.page.context().clearCookies();
    await tenant.switches.set({ mfa: 'off' });
    const next = await stopped(app, tenant);
    const { resolved: known } = await mfa(app, 'getAuthenticators', next.mfaToken);
    expect(known.map(({ authenticatorType }) => authenticatorType)).toEqual(['recovery-code', 'oob']);
    const asked = { mfaToken: next.mfaToken, challengeType: 'oob', authenticatorId: known[1].id };
    const { resolved: challenge } = await mfa(app, 'challenge', asked);
    expect(challenge).toEqual({ challengeType: 'oob', oobCode: expect.any(String), bindingMethod: 'prompt' });
    const [{ code: bindingCode }] = tenant.factorMessages();
    const answer = { mfaToken: next.mfaToken, oobCode: challenge.oobCode, bindingCode };
    expect(await mfa(app, 'verify', answer)).toMatchObject({ resolved: { token_type: 'Bearer' } });
  });
}

test('a notification is awaited: authorization_pending until the person answers', async ({ app, tenant }) => {
  const { mfaToken } = await stopped(app, tenant);
  const { resolved: enrolled } = await mfa(app, 'enroll', { mfaToken, factorType: 'push' });
  expect(enrolled).toMatchObject({ oobChannel: 'auth0', barcodeUri: expect.stringMatching(/^otpauth:/) });
  const proof = { mfaToken, oobCode: enrolled.oobCode };
  expect(await mfa(app, 'verify', proof)).toMatchObject({
    classes: ['GenericError', 'MfaError', 'MfaVerifyError'],
    error: 'authorization_pending',
  });
  expect(tenant.answerPush('approved')).toBe(true);
  expect(await mfa(app, 'verify', proof)).toMatchObject({ resolved: { token_type: 'Bearer' } });
});

test('a recovery code serves where the device is lost, and brings the next one', async ({ app, tenant }) => {
  const first = await stopped(app, tenant);
  const { enrolled } = await enrollApp(app, first.mfaToken);
  await app.run(() => window.client.logout({ openUrl: false }));
  await app.page.context().clearCookies();
  await tenant.switches.set({ mfa: 'off' });
  const { mfaToken } = await stopped(app, tenant);
  const [recoveryCode] = enrolled.recoveryCodes;
  const { resolved } = await mfa(app, 'verify', { mfaToken, recoveryCode });
  expect(resolved).toMatchObject({ token_type: 'Bearer', recovery_code: expect.any(String) });
  expect(resolved.recovery_code).not.toBe(recoveryCode);
});

test('a wrong code, a rate limit and a lost network keep the context; a right code then finishes', async ({
  app,
  tenant,
}) => {
  const { mfaToken } = await stopped(app, tenant);
  const { resolved: enrolled } = await mfa(app, 'enroll', { mfaToken, factorType: 'otp' });
  const otp = await totp(enrolled.barcodeUri);
  expect(await mfa(app, 'verify', { mfaToken, otp: 'wrong' })).toMatchObject({
    classes: ['GenericError', 'MfaError', 'MfaVerifyError'],
    own: { error: 'invalid_grant', error_description: 'Invalid otp_code.' },
    hasStack: true,
  });
  await tenant.switches.set({ rate_limit: 'token' });
  expect(await mfa(app, 'verify', { mfaToken, otp })).toMatchObject({
    classes: ['GenericError', 'MfaError', 'MfaVerifyError'],
    error: 'too_many_requests',
    status: 429,
    retryAfter: 1,
  });
  await tenant.switches.set({ rate_limit: 'off' });
  await app.page.route('**/oauth/token', (route) => route.abort());
  expect(await mfa(app, 'verify', { mfaToken, otp })).toMatchObject({
    classes: ['GenericError'],
    error: 'network_error',
  });
  await app.page.unroute('**/oauth/token');
  expect(await mfa(app, 'verify', { mfaToken, otp })).toMatchObject({ resolved: { token_type: 'Bearer' } });
  expect(await app.run(token, OFF)).toEqual(TOKEN);
});

test('each call has an error class of its own, with the code of the tenant and no other keys', async ({
  app,
  tenant,
}) => {
  const { mfaToken } = await stopped(app, tenant);
  const own = (error) => ({ own: { error, error_description: expect.any(String) } });
  const refused = (type, error) => ({ classes: ['GenericError', type, 'MfaError'].sort(), ...own(error) });
  const challenge = { mfaToken, challengeType: 'otp' };
  expect(await mfa(app, 'challenge', challenge)).toMatchObject(refused('MfaChallengeError', 'association_required'));
  const noPhone = { mfaToken, factorType: 'sms' };
  expect(await mfa(app, 'enroll', noPhone)).toMatchObject(refused('MfaEnrollmentError', 'invalid_request'));
  const unknown = 'a token of nobody';
  expect(await mfa(app, 'getAuthenticators', unknown)).toMatchObject({
    ...refused('MfaListAuthenticatorsError', 'invalid_request'),
    message: 'MFA context not found for this MFA token',
  });
  const gone = 'MFA context not found for this MFA token. Please retry the original request to get a new MFA token.';
  expect(await mfa(app, 'getEnrollmentFactors', unknown)).toMatchObject({
    ...refused('MfaEnrollmentFactorsError', 'mfa_context_not_found'),
    message: gone,
  });
  expect(await mfa(app, 'verify', { mfaToken: unknown, otp: '1' })).toMatchObject({
    ...refused('MfaVerifyError', 'mfa_context_not_found'),
    message: gone,
  });
  expect(await mfa(app, 'verify', { mfaToken })).toMatchObject({
    ...refused('MfaVerifyError', 'invalid_request'),
    message: 'Unable to determine grant type. Provide one of: otp, oobCode, or recoveryCode.',
  });
  tenant.clock.advance(601);
  expect(await mfa(app, 'getAuthenticators', mfaToken)).toMatchObject(
    refused('MfaListAuthenticatorsError', 'expired_token'),
  );
  expect(await mfa(app, 'verify', { mfaToken, otp: '1' })).toMatchObject(refused('MfaVerifyError', 'expired_token'));
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

for (const cacheLocation of ['memory', 'localstorage']) {
  test(`with MRRT the proof for one API serves all: the new refresh token takes every place (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    const scope = { [CALENDAR]: 'read:calendar', [ORDERS]: 'read:orders' };
    const options = refreshing({ cacheLocation, useMrrt: true, authorizationParams: { scope } });
    const orders = { ...OFF, authorizationParams: { audience: ORDERS } };
    await app.signIn({ options });
    expect(await app.run(token, orders)).toEqual(TOKEN);
    const { mfaToken } = await stoppedAgain(app, tenant, orders);
    const { proved } = await enrollApp(app, mfaToken);
    const claims = decodeJwt(proved.resolved.access_token);
    expect([claims.aud].flat()).toContain(ORDERS);
    expect(await app.run(token, { ...orders, cacheMode: 'on' })).toEqual({ resolved: proved.resolved.access_token });
    // Both go by the sign-in that has shown a second factor, or they would be stopped again.
    expect(await app.run(token, orders)).toEqual(TOKEN);
    expect(await app.run(token, { ...OFF, authorizationParams: { audience: CALENDAR } })).toEqual(TOKEN);
    expect(tenant.families().map(({ exchanges }) => exchanges)).toEqual([1, 2]);
    expect(reuses(tenant)).toBe(0);
  });
}

test('an exchange that needs a second factor signs its user in once that is proved, with proofs of the key', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ mfa: 'required_on_exchange' });
  await app.open();
  await app.make(bound());
  const given = {
    subject_token: await tenant.subjectToken({ user: 'grace' }),
    subject_token_type: 'urn:partner:session-token',
    organization: 'org_acme',
  };
  const refused = await app.run((asked) => window.failure(() => window.client.exchangeToken(asked)), given);
  expect(refused).toMatchObject({ classes: ['GenericError', 'MfaRequiredError'] });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  const { proved } = await enrollApp(app, refused.own.mfa_token);
  expect(proved.resolved.token_type).toBe('DPoP');
  expect(await app.run(() => window.client.getIdTokenClaims())).toMatchObject({
    sub: 'auth0|grace',
    org_id: 'org_acme',
  });
  expect(await app.run(token, OFF)).toEqual(TOKEN);
  const keys = (await proofsAt(tenant)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(1);
});

test('the MFA API is called with the token as bearer, telemetry and no cookies; the log holds no secret', async ({
  app,
  tenant,
}) => {
  const { mfaToken } = await stopped(app, tenant);
  app.wire.forget();
  const { enrolled } = await enrollApp(app, mfaToken);
  const [sent] = app.wire.to('/mfa/associate', 'POST');
  const headers = await sent.allHeaders();
  expect(headers.authorization).toBe(`Bearer ${mfaToken}`);
  expect(headers['auth0-client']).toEqual(expect.any(String));
  expect(headers).not.toHaveProperty('cookie');
  expect(JSON.parse(sent.postData())).toEqual({ authenticator_types: ['otp'] });
  const verified = new URLSearchParams(app.wire.tokens().at(-1).postData());
  expect([...verified.keys()]).toEqual(['client_id', 'grant_type', 'otp', 'mfa_token']);
  expect(seenBy(tenant, '/mfa/associate')).toHaveLength(1);
  expect(JSON.stringify(tenant.log.entries(0))).not.toContain(enrolled.secret);
});

test('another page goes on with an mfa_token that it is told of', async ({ app, tenant }) => {
  const options = refreshing({ cacheLocation: 'localstorage' });
  const { mfaToken, own } = await stopped(app, tenant, { options });
  await app.open();
  await app.make(options);
  expect(await mfa(app, 'verify', { mfaToken, otp: '1' })).toMatchObject({ error: 'mfa_context_not_found' });
  await app.run(
    ([known, audience, needs]) => window.client.mfa.setMFAAuthDetails(known, undefined, audience, needs),
    [mfaToken, CALENDAR, own.mfa_requirements],
  );
  expect(await mfa(app, 'getEnrollmentFactors', mfaToken)).toEqual({ resolved: own.mfa_requirements.enroll });
  const { proved } = await enrollApp(app, mfaToken);
  expect(await app.run(token)).toEqual({ resolved: proved.resolved.access_token });
});

test('client.mfa is there at once, and the same for the life of the client', async ({ app }) => {
  await app.open();
  await app.make();
  expect(
    await app.run(() => [
      window.client.mfa instanceof window.sdk.MfaApiClient,
      window.client.mfa === window.client.mfa,
      Object.keys(window.client.mfa.constructor.prototype),
    ]),
  ).toEqual([true, true, []]);
});
