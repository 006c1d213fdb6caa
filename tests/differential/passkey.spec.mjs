// Passkeys, by the virtual authenticator of Chromium.
import { plugIn } from '../e2e/support/authenticator.mjs';
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const NEW = { email: 'new@example.com', name: 'New Person' };
const signup = (given) => window.client.passkey.signup(given);
const login = (given) => window.client.passkey.login(given ?? undefined);

for (const [kind, changes] of Object.entries({
  memory: {},
  'refresh tokens': { useRefreshTokens: true, cacheLocation: 'localstorage' },
})) {
  compare(
    `passkeys, ${kind}`,
    async (session) => {
      const { app } = session;
      await app.open();
      await plugIn(app.page);
      await app.make({ ...TELEMETRY, ...changes, authorizationParams: { audience: CALENDAR } });
      await session.succeed('signs up', signup, { ...NEW, username: '', userMetadata: { plan: 'free' } });
      await session.step('who is signed in', () => window.client.getUser());
      await session.step('ends', () => window.client.logout({ openUrl: false }));
      await session.succeed('signs in', login);
      await session.succeed('signs in, with everything', login, {
        realm: 'Username-Password-Authentication',
        audience: CALENDAR,
        scope: 'read:calendar',
      });
      await session.step('a token', () => window.client.getTokenSilently({ cacheMode: 'cache-only' }));
    },
    { twoSchemes: true },
  );
}

compare(
  'passkeys: refusals and steps',
  async (session) => {
    const { app, tenant } = session;
    await app.open();
    await plugIn(app.page);
    await app.make(TELEMETRY);
    await session.succeed('a challenge to sign up', (given) => window.client.passkey.getSignupChallenge(given), NEW);
    await session.succeed('a challenge to sign in', () => window.client.passkey.getLoginChallenge());
    await session.step('nobody in particular', signup, {});
    await session.step('no options', () => window.client.passkey.signup());
    await session.step('an organization that is not theirs', login, { organization: 'org_nobody' });
    await session.step('a credential that is none', (given) => window.client.passkey.getTokenWithPasskey(given), {
      authSession: 'x',
      credential: { id: 'x', response: {} },
    });
    await session.step(
      'the user says no',
      (given) => {
        navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
        return window.client.passkey.signup(given);
      },
      NEW,
    );
    await session.step(
      'nothing comes back',
      (given) => {
        navigator.credentials.create = async () => null;
        return window.client.passkey.signup(given);
      },
      NEW,
    );
    await session.step('nothing comes back at sign-in', () => {
      navigator.credentials.get = async () => null;
      return window.client.passkey.login();
    });
    await tenant.switches.set({ passkeys: 'off' });
    await session.step('the tenant does not allow them', login);
    await session.step(
      'a browser without them',
      (given) => {
        delete window.PublicKeyCredential;
        return window.client.passkey.signup(given);
      },
      NEW,
    );
  },
  { twoSchemes: true },
);

compare(
  'passkeys, step by step',
  async (session) => {
    const { app } = session;
    await app.open();
    await plugIn(app.page);
    await app.make({ ...TELEMETRY, authorizationParams: { audience: CALENDAR } });
    const whole = {
      ...NEW,
      givenName: 'New',
      familyName: 'Person',
      nickname: 'np',
      picture: 'https://example.com/p.png',
      phoneNumber: '+15550123',
      realm: 'Username-Password-Authentication',
    };
    await session.succeed(
      'signs up, with everything',
      async (given) => {
        const { authSession, publicKey } = await window.client.passkey.getSignupChallenge(given);
        const credential = await navigator.credentials.create({ publicKey });
        return window.client.passkey.getTokenWithPasskey({ authSession, credential, realm: given.realm });
      },
      whole,
    );
    await session.step('who is signed in', () => window.client.getUser());
    await session.succeed(
      'signs in',
      async (given) => {
        const { authSession, publicKey } = await window.client.passkey.getLoginChallenge({ realm: given.realm });
        const credential = await navigator.credentials.get({ publicKey });
        return window.client.passkey.getTokenWithPasskey({ authSession, credential, ...given });
      },
      { realm: whole.realm, scope: 'openid read:calendar', audience: CALENDAR },
    );
    await session.step('a session nobody began', async () => {
      const { publicKey } = await window.client.passkey.getLoginChallenge();
      const credential = await navigator.credentials.get({ publicKey });
      return window.client.passkey.getTokenWithPasskey({ authSession: 'of-nobody-at-all', credential });
    });
  },
  { twoSchemes: true },
);
