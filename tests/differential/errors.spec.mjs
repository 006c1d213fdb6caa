// The error classes, made by hand.
import { compare } from './support/compare.mjs';

const MADE = [
  ['GenericError', ['code', 'text']],
  ['GenericError', ['code']],
  ['GenericError', []],
  ['AuthenticationError', ['access_denied', 'No', 'state', { a: 1 }]],
  ['AuthenticationError', ['access_denied', 'No', 'state']],
  ['ConnectError', ['access_denied', 'No', 'google', 'state', { a: 1 }]],
  ['ConnectError', ['access_denied', 'No', 'google', 'state']],
  ['InvalidConfigurationError', ['What is wrong.', 'What to do.']],
  ['TimeoutError', []],
  ['PopupTimeoutError', [{ closed: false }]],
  ['PopupCancelledError', [{ closed: true }]],
  ['PopupOpenError', []],
  ['MfaRequiredError', ['mfa_required', 'Show the factor', 'token', { challenge: [{ type: 'otp' }] }]],
  ['MissingRefreshTokenError', ['https://api/', 'openid']],
  ['MissingRefreshTokenError', ['default', 'openid']],
  ['MissingRefreshTokenError', ['', '']],
  ['MissingScopesError', ['https://api/', 'a,b']],
  ['MissingScopesError', ['default', 'a']],
  ['UseDpopNonceError', ['nonce']],
  ['UseDpopNonceError', []],
  ['MfaError', ['code', 'text']],
  ['MfaListAuthenticatorsError', ['code', 'text']],
  ['MfaEnrollmentError', ['code', 'text']],
  ['MfaChallengeError', ['code', 'text']],
  ['MfaVerifyError', ['code', 'text']],
  ['MfaEnrollmentFactorsError', ['code', 'text']],
  [
    'MyAccountApiError',
    [{ type: 'about:blank', status: 400, title: 't', detail: 'd', validation_errors: [{ detail: 'x' }] }],
  ],
  ['MyAccountApiError', [{ type: 'about:blank', status: 400, title: 't', detail: 'd' }]],
  ['PasskeyError', ['code', 'text']],
  ['PasskeyError', ['code', 'text', { error: 'x' }]],
  ['PasskeyRegisterError', ['text', { error: 'x', error_description: 'y', message: 'z' }]],
  ['PasskeyChallengeError', ['text']],
  ['PasskeyGetTokenError', ['text', { error: 'x', mfa_token: 'm' }]],
  ['AnonymousSessionError', ['session_expired', 'text']],
  ['AnonymousSessionError', ['session_expired', 'text', { error: 'x' }]],
];

compare('error classes', async (session) => {
  await session.app.open();
  for (const [index, [name, given]] of MADE.entries()) {
    await session.step(
      `${index + 1} ${name}`,
      ([type, values]) => {
        const error = new window.sdk[type](...values);
        return { error, text: String(error), json: JSON.stringify(error), keys: Object.keys(error) };
      },
      [name, given],
    );
  }
  for (const name of ['GenericError', 'MfaError']) {
    await session.step(
      `${name}.fromPayload`,
      (type) => window.sdk[type].fromPayload({ error: 'code', error_description: 'text' }),
      name,
    );
  }
  await session.step('which class is above which', () => {
    const classes = Object.entries(window.sdk).filter(([name]) => name.endsWith('Error') && name !== 'Auth0Error');
    classes.sort(([a], [b]) => (a < b ? -1 : 1));
    const above = ([, type]) =>
      classes.filter(([, other]) => other !== type && type.prototype instanceof other).map(([name]) => name);
    return Object.fromEntries(classes.map((entry) => [entry[0], above(entry)]));
  });
});
