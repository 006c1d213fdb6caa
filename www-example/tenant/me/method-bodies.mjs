// The request bodies of factors and authentication methods.

import { list, object, oneOf, pattern, shape, text } from './shape.mjs';
import { KINDS } from './kinds.mjs';

const IDENTITY = { connection: text(1, 128), identity_user_id: text(1, 255) };
const WAY = oneOf('sms', 'voice');

const ENROL = {
  phone: shape(
    {
      type: oneOf('phone'),
      phone_number: text(1, 32, pattern(/^\+[1-9]\d{6,14}$/)),
      preferred_authentication_method: WAY,
    },
    { required: ['phone_number'] },
  ),
  email: shape({ type: oneOf('email'), email: text(3, 255, pattern(/^[^@\s]+@[^@\s]+$/)) }, { required: ['email'] }),
  totp: shape({ type: oneOf('totp') }),
  'push-notification': shape({ type: oneOf('push-notification') }),
  'recovery-code': shape({ type: oneOf('recovery-code') }),
  passkey: shape({ type: oneOf('passkey'), ...IDENTITY }),
  password: shape({ type: oneOf('password'), ...IDENTITY }),
};

const SESSION = { auth_session: text(1, 64) };
const CODE = { otp_code: text(1, 20) };

const CREDENTIAL = shape(
  {
    id: text(1, 1024),
    rawId: text(1, 1024),
    type: oneOf('public-key'),
    authenticatorAttachment: oneOf('platform', 'cross-platform'),
    clientExtensionResults: object(),
    response: shape(
      {
        clientDataJSON: text(1, 8192),
        attestationObject: text(1, 65536),
        authenticatorData: text(1, 65536),
        transports: list(0, 10, text(1, 32)),
        publicKey: text(1, 8192),
        publicKeyAlgorithm: () => [],
      },
      { required: ['clientDataJSON', 'attestationObject'] },
    ),
  },
  { required: ['id', 'rawId', 'type', 'response'] },
);

const VERIFY = {
  phone: [CODE, ['otp_code']],
  email: [CODE, ['otp_code']],
  totp: [CODE, ['otp_code']],
  'push-notification': [{}, []],
  'recovery-code': [{}, []],
  passkey: [{ authn_response: CREDENTIAL }, ['authn_response']],
  password: [{ new_password: text(1, 1024) }, ['new_password']],
};

const kindOf = shape({ type: oneOf(...Object.keys(KINDS)) }, { required: ['type'] });

/** The start of an enrolment: which members there may be depends on the type. */
export function enrolBody(body) {
  const known = body !== null && typeof body === 'object' && Object.hasOwn(ENROL, body.type);
  return known ? ENROL[body.type](body) : kindOf({ type: body?.type });
}

/** The end of an enrolment of a kind. */
export function verifyBody(kind) {
  const [members, required] = VERIFY[kind];
  return shape({ ...SESSION, ...members }, { required: ['auth_session', ...required] });
}

export const changeBody = shape({ name: text(1, 255), preferred_authentication_method: WAY });
