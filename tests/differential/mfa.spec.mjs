// client.mfa: what waits for a second factor, what is asked and proved, and each way in which it fails.
import { totp } from '../tenant/support/totp.mjs';
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = {
  ...TELEMETRY,
  useRefreshTokens: true,
  cacheLocation: 'localstorage',
  authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' },
};
const call = ([method, ...given]) => window.client.mfa[method](...given);

/** Signs in, and is stopped at the next renewal; gives the token of what waits. */
async function stopped(session) {
  await session.signIn({ options: OPTIONS });
  return stoppedAgain(session);
}

async function stoppedAgain(session) {
  await session.tenant.switches.set({ mfa: 'required_on_refresh' });
  const { error } = await session.step('a factor is needed', () =>
    window.client.getTokenSilently({ cacheMode: 'off' }),
  );
  await session.normal();
  return error.own.mfa_token;
}

async function startOver(session) {
  const { app } = session;
  await app.run(() => window.client.logout({ openUrl: false }));
  await app.page.context().clearCookies();
}

const sent = ({ tenant }) => tenant.factorMessages().at(-1).code;

compare(
  'second factors: an app that makes codes',
  async (session) => {
    await session.app.open();
    const mfaToken = await stopped(session);
    await session.step('which factors', call, ['getEnrollmentFactors', mfaToken]);
    await session.step('none yet', call, ['getAuthenticators', mfaToken]);
    const { result: enrolled } = await session.step('is enrolled', call, ['enroll', { mfaToken, factorType: 'otp' }]);
    await session.step('a wrong code', call, ['verify', { mfaToken, otp: '000' }]);
    await session.succeed('a right code', call, ['verify', { mfaToken, otp: await totp(enrolled.barcodeUri) }]);
    await session.step('who is signed in', () => window.client.getIdTokenClaims());
    await session.step('the token of before', call, ['verify', { mfaToken, otp: '000' }]);
    await session.succeed('renewed after that', () => window.client.getTokenSilently({ cacheMode: 'off' }));
    await startOver(session);
    const next = await stopped(session);
    await session.step('which there are', call, ['getAuthenticators', next]);
    await session.succeed('a challenge', call, ['challenge', { mfaToken: next, challengeType: 'otp' }]);
    const [recoveryCode] = enrolled.recoveryCodes;
    await session.succeed('a recovery code', call, ['verify', { mfaToken: next, recoveryCode }]);
  },
  { twoSchemes: true },
);

for (const factorType of ['sms', 'voice', 'email']) {
  compare(
    `second factors: a code by ${factorType}`,
    async (session) => {
      await session.app.open();
      const mfaToken = await stopped(session);
      const given = { mfaToken, factorType, ...(factorType === 'email' ? {} : { phoneNumber: '+15550100' }) };
      const { result: enrolled } = await session.step('is enrolled', call, ['enroll', given]);
      const proof = { mfaToken, oobCode: enrolled.oobCode };
      await session.step('a wrong code', call, ['verify', { ...proof, bindingCode: '000' }]);
      await session.succeed('a right code', call, ['verify', { ...proof, bindingCode: sent(session) }]);
      await startOver(session);
      const next = await stopped(session);
      const { result: known } = await session.step('which there are', call, ['getAuthenticators', next]);
      const { id: authenticatorId } = known.find(({ authenticatorType }) => authenticatorType === 'oob');
      const asked = { mfaToken: next, challengeType: 'oob', authenticatorId };
      const { result: challenge } = await session.step('a challenge', call, ['challenge', asked]);
      const answer = { mfaToken: next, oobCode: challenge.oobCode, bindingCode: sent(session) };
      await session.succeed('its code', call, ['verify', answer]);
    },
    { twoSchemes: true },
  );
}

compare(
  'second factors: a notification',
  async (session) => {
    await session.app.open();
    const mfaToken = await stopped(session);
    const { result } = await session.step('is enrolled', call, ['enroll', { mfaToken, factorType: 'push' }]);
    const proof = { mfaToken, oobCode: result.oobCode };
    await session.step('not answered yet', call, ['verify', proof]);
    session.tenant.answerPush('approved');
    await session.succeed('answered', call, ['verify', proof]);
  },
  { twoSchemes: true },
);

compare(
  'second factors: refusals',
  async (session) => {
    const { app, tenant } = session;
    await app.open();
    const mfaToken = await stopped(session);
    await session.step('no authenticator', call, ['challenge', { mfaToken, challengeType: 'otp' }]);
    await session.step('no telephone', call, ['enroll', { mfaToken, factorType: 'sms' }]);
    await session.step('a factor nobody knows', call, ['enroll', { mfaToken, factorType: 'pigeon' }]);
    await session.step('nothing that proves it', call, ['verify', { mfaToken }]);
    const unknown = 'a token of nobody';
    await session.step('an unknown token: which there are', call, ['getAuthenticators', unknown]);
    await session.step('an unknown token: which factors', call, ['getEnrollmentFactors', unknown]);
    await session.step('an unknown token: enrolment', call, ['enroll', { mfaToken: unknown, factorType: 'otp' }]);
    await session.step('an unknown token: a challenge', call, [
      'challenge',
      { mfaToken: unknown, challengeType: 'otp' },
    ]);
    await session.step('an unknown token: a code', call, ['verify', { mfaToken: unknown, otp: '1' }]);
    await tenant.switches.set({ rate_limit: 'token' });
    await session.step('too many requests', call, ['verify', { mfaToken, otp: '1' }]);
    await session.normal();
    tenant.clock.advance(601);
    await session.step('too late: which there are', call, ['getAuthenticators', mfaToken]);
    await session.step('too late: a code', call, ['verify', { mfaToken, otp: '1' }]);
    await session.step('who is signed in', () => window.client.getUser());
  },
  { twoSchemes: true },
);

compare(
  'second factors: another page goes on',
  async (session) => {
    const { app } = session;
    await app.open();
    const mfaToken = await stopped(session);
    await app.open();
    await app.make(OPTIONS);
    await session.step('is not told', call, ['verify', { mfaToken, otp: '1' }]);
    const needs = { enroll: [{ type: 'otp' }] };
    const told = ['setMFAAuthDetails', mfaToken, 'openid profile read:calendar', CALENDAR, needs];
    await session.step('is told', call, told);
    await session.step('which factors', call, ['getEnrollmentFactors', mfaToken]);
    const { result } = await session.step('is enrolled', call, ['enroll', { mfaToken, factorType: 'otp' }]);
    await session.succeed('a right code', call, ['verify', { mfaToken, otp: await totp(result.barcodeUri) }]);
  },
  { twoSchemes: true },
);
