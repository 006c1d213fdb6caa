// client.myAccount: factors, authentication methods, and enrolment.
import { plugIn } from '../e2e/support/authenticator.mjs';
import { totp } from '../tenant/support/totp.mjs';
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const call = ([method, ...given]) => window.client.myAccount[method](...given.map((one) => one ?? undefined));
const sent = ({ tenant }) => tenant.messages().at(-1).code;

/** The scopes of each API: the peer asks for none of its own where the list has no entry. */
const scopes = (tenant) => ({
  [CALENDAR]: 'openid profile read:calendar',
  [`${tenant.issuer}me/`]: 'openid',
});

async function signsIn(session, changes) {
  await session.app.open();
  await session.signIn({
    login: { authorizationParams: { audience: CALENDAR } },
    options: {
      ...TELEMETRY,
      useRefreshTokens: true,
      useMrrt: true,
      cacheLocation: 'localstorage',
      ...changes,
      authorizationParams: { audience: CALENDAR, scope: scopes(session.tenant) },
    },
  });
}

/** A whole enrolment; `proof(challenge)` is what the user answers. Gives the method's id. */
async function enrols(session, options, proof = () => ({})) {
  const { type } = options;
  const { result } = await session.step(`${type}: begins`, call, ['enrollmentChallenge', options]);
  const { location, auth_session: authSession } = result;
  const answer = { location, auth_session: authSession, type, ...(await proof(result)) };
  const { result: made } = await session.step(`${type}: ends`, call, ['enrollmentVerify', answer]);
  return made.id;
}

for (const [kind, useDpop] of Object.entries({ Bearer: false, DPoP: true })) {
  compare(`authentication methods, ${kind}`, async (session) => {
    await signsIn(session, { useDpop });
    await session.succeed('which factors', call, ['getFactors']);
    await session.succeed('which methods', call, ['getAuthenticationMethods']);
    const id = await enrols(session, { type: 'totp' }, async ({ barcode_uri: uri }) => ({
      otp_code: await totp(uri),
    }));
    await session.succeed('is named', call, ['updateAuthenticationMethod', id, { name: 'My app' }]);
    await session.succeed('is found', call, ['getAuthenticationMethod', id]);
    await session.succeed('is found by its type', call, ['getAuthenticationMethods', 'totp']);
    await session.succeed('is removed', call, ['deleteAuthenticationMethod', id]);
    await session.step('is gone', call, ['getAuthenticationMethod', id]);
  });
}

compare('enrolments', async (session) => {
  const { app } = session;
  const code = () => ({ otp_code: sent(session) });
  await signsIn(session);
  await enrols(
    session,
    { type: 'phone', phone_number: '+15551234567', preferred_authentication_method: 'voice' },
    code,
  );
  await enrols(session, { type: 'email', email: 'other@example.com' }, code);
  await enrols(session, { type: 'recovery-code' });
  await enrols(session, { type: 'push-notification' });
  await enrols(session, { type: 'password' }, () => ({ new_password: 'Correct-Horse-9' }));
  await plugIn(app.page);
  await enrols(session, { type: 'passkey' }, async ({ authn_params_public_key: options }) => {
    const ceremony = async (json) => {
      const publicKey = window.PublicKeyCredential.parseCreationOptionsFromJSON(json);
      return (await navigator.credentials.create({ publicKey })).toJSON();
    };
    return { authn_response: await app.run(ceremony, options) };
  });
});

compare('authentication methods: refusals', async (session) => {
  await signsIn(session);
  await session.step('a method nobody has', call, ['getAuthenticationMethod', 'totp|nothing']);
  await session.step('removes what nobody has', call, ['deleteAuthenticationMethod', 'totp|nothing']);
  await session.step('names what nobody has', call, ['updateAuthenticationMethod', 'totp|nothing', { name: 'x' }]);
  await session.step('no id', call, ['getAuthenticationMethod', '']);
  await session.step('no telephone', call, ['enrollmentChallenge', { type: 'phone' }]);
  await session.step('a type nobody knows', call, ['enrollmentChallenge', { type: 'pigeon' }]);
  const { result } = await session.step('begins', call, ['enrollmentChallenge', { type: 'password' }]);
  const { location, auth_session: authSession } = result;
  const answer = { location, auth_session: authSession, type: 'password' };
  await session.step('a password that is too short', call, ['enrollmentVerify', { ...answer, new_password: 'short' }]);
  await session.step('no options', call, ['enrollmentChallenge']);
});
