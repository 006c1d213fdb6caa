// The error classes: chain, code, message, own properties, factories.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFresh } from './support/package.mjs';

const classes = await importFresh('dist/index.js', 'errors');
const popup = { closed: true };
const requirements = { challenge: [{ type: 'otp' }] };

// class, constructor arguments, own properties beside message and stack, parent (Error when none)
const GENERIC = [
  ['GenericError', ['e', 'd'], { error: 'e', error_description: 'd' }],
  [
    'InvalidConfigurationError',
    ['m', 's'],
    { error: 'invalid_configuration', error_description: 'm s', suggestion: 's' },
  ],
  [
    'AuthenticationError',
    ['e', 'd', 'st', { a: 1 }],
    { error: 'e', error_description: 'd', state: 'st', appState: { a: 1 } },
  ],
  ['AuthenticationError', ['e', 'd', 'st'], { error: 'e', error_description: 'd', state: 'st', appState: null }],
  [
    'ConnectError',
    ['e', 'd', 'c', 'st'],
    { error: 'e', error_description: 'd', connection: 'c', state: 'st', appState: null },
  ],
  ['TimeoutError', [], { error: 'timeout', error_description: 'Timeout' }],
  ['PopupTimeoutError', [popup], { error: 'timeout', error_description: 'Timeout', popup }, 'TimeoutError'],
  ['PopupCancelledError', [popup], { error: 'cancelled', error_description: 'Popup closed', popup }],
  [
    'PopupOpenError',
    [],
    {
      error: 'popup_open',
      error_description: 'Unable to open a popup for loginWithPopup - window.open returned `null`',
    },
  ],
  [
    'MfaRequiredError',
    ['mfa_required', 'd', 't', requirements],
    { error: 'mfa_required', error_description: 'd', mfa_token: 't', mfa_requirements: requirements },
  ],
  [
    'MissingRefreshTokenError',
    ['aud', 'sc'],
    {
      error: 'missing_refresh_token',
      error_description: "Missing Refresh Token (audience: 'aud', scope: 'sc')",
      audience: 'aud',
      scope: 'sc',
    },
  ],
  [
    'MissingRefreshTokenError',
    ['default', 'sc'],
    {
      error: 'missing_refresh_token',
      error_description: "Missing Refresh Token (audience: '', scope: 'sc')",
      audience: 'default',
      scope: 'sc',
    },
  ],
  [
    'MissingScopesError',
    ['default', 'x,y'],
    {
      error: 'missing_scopes',
      error_description: "Missing requested scopes after refresh (audience: '', missing scope: 'x,y')",
      audience: 'default',
      scope: 'x,y',
    },
  ],
  [
    'UseDpopNonceError',
    ['n'],
    { error: 'use_dpop_nonce', error_description: 'Server rejected DPoP proof: wrong nonce', newDpopNonce: 'n' },
  ],
  ['InvalidArgumentError', ['m'], { error: 'invalid_argument', error_description: 'm' }],
  ['MissingRequiredArgumentError', ['m'], { error: 'missing_required_argument', error_description: 'm' }],
  ['MfaError', ['e', 'd'], { error: 'e', error_description: 'd' }],
  ['MfaListAuthenticatorsError', ['e', 'd'], { error: 'e', error_description: 'd' }, 'MfaError'],
  ['MfaEnrollmentError', ['e', 'd'], { error: 'e', error_description: 'd' }, 'MfaError'],
  ['MfaChallengeError', ['e', 'd'], { error: 'e', error_description: 'd' }, 'MfaError'],
  ['MfaVerifyError', ['e', 'd'], { error: 'e', error_description: 'd' }, 'MfaError'],
  ['MfaEnrollmentFactorsError', ['e', 'd'], { error: 'e', error_description: 'd' }, 'MfaError'],
];

const cause = { error: 'x', error_description: 'y', message: 'z' };
const http = { statusCode: 403, headers: { a: 'b' }, body: '{}' };
const absent = { statusCode: undefined, headers: undefined, body: undefined };
const problem = { type: 't', status: 400, title: 'ti', detail: 'de', validation_errors: [{ detail: 'v' }] };

// class, arguments, message, own properties beside message, stack and name
const NAMED = [
  ['PasskeyError', ['c', 'm', cause], 'm', { code: 'c', cause }],
  ['PasskeyRegisterError', ['m', { ...cause, ...http }], 'm', { code: 'passkey_register_error', cause, ...http }],
  ['PasskeyChallengeError', ['m'], 'm', { code: 'passkey_challenge_error', cause: undefined, ...absent }],
  [
    'PasskeyGetTokenError',
    ['m', { ...cause, mfa_token: 't' }],
    'm',
    {
      code: 'passkey_get_token_error',
      cause: { ...cause, mfa_token: 't', mfa_requirements: undefined },
      ...absent,
    },
  ],
  ['MyAccountApiError', [problem], 'de', problem],
  ['AnonymousSessionError', ['session_expired', 'm', cause], 'm', { code: 'session_expired', cause }],
];

/** The own enumerable properties, as a plain object. */
const own = (error) => Object.fromEntries(Object.entries(error));

for (const [name, args, properties, parent = 'GenericError'] of GENERIC) {
  test(`${name}(${args.map((arg) => (typeof arg === 'string' ? arg : '…')).join(', ')})`, () => {
    const error = new classes[name](...args);
    assert.deepEqual(own(error), properties);
    assert.equal(error.message, properties.error_description);
    assert.equal(error.name, 'Error');
    assert.equal(String(error), `Error: ${error.message}`);
    assert.ok(error.stack.includes(error.message));
    assert.equal(Object.getPrototypeOf(error), classes[name].prototype);
    const above = name === 'GenericError' ? classes.Auth0Error : classes[parent];
    assert.equal(Object.getPrototypeOf(classes[name].prototype), above.prototype);
    assert.ok(error instanceof classes.GenericError && error instanceof Error);
  });
}

for (const [name, args, message, properties] of NAMED) {
  test(`${name} has a name of its own`, () => {
    const error = new classes[name](...args);
    assert.deepEqual(own(error), { name, ...properties });
    assert.equal(error.message, message);
    assert.ok(error instanceof classes[name] && error instanceof classes.Auth0Error);
    assert.ok(!(error instanceof classes.GenericError));
  });
}

test('the passkey classes of requests are no PasskeyError', () => {
  for (const name of ['PasskeyRegisterError', 'PasskeyChallengeError', 'PasskeyGetTokenError']) {
    const error = new classes[name]('m');
    assert.ok(!(error instanceof classes.PasskeyError), name);
  }
  const [one, two] = [new classes.PasskeyRegisterError('m'), new classes.PasskeyChallengeError('m')];
  const base = (error) => Object.getPrototypeOf(Object.getPrototypeOf(error));
  assert.equal(base(one), base(two));
  assert.notEqual(base(one), Error.prototype);
});

test('the base of them all is an Error like any other', () => {
  const error = new classes.Auth0Error('m');
  assert.deepEqual([error.message, error.name, own(error)], ['m', 'Error', {}]);
  assert.equal(Object.getPrototypeOf(classes.Auth0Error.prototype), Error.prototype);
});

test('every class is covered by the tables', () => {
  const covered = new Set(['Auth0Error'].concat([...GENERIC, ...NAMED].map(([name]) => name)));
  assert.deepEqual(
    Object.keys(classes).filter((name) => name.endsWith('Error') && !covered.has(name)),
    [],
  );
});

test('fromPayload makes a GenericError, and a MfaError for its family', () => {
  const payload = { error: 'e', error_description: 'd', more: 1 };
  for (const [maker, result] of [
    ['GenericError', 'GenericError'],
    ['TimeoutError', 'GenericError'],
    ['MfaError', 'MfaError'],
    ['MfaVerifyError', 'MfaError'],
  ]) {
    const error = classes[maker].fromPayload(payload);
    assert.equal(Object.getPrototypeOf(error), classes[result].prototype);
    assert.deepEqual(own(error), { error: 'e', error_description: 'd' });
  }
});
