// The kinds of authentication methods: what is asked for at the start of an enrolment, what finishes it, and what an
// entity of the kind shows.

import { randomBytes } from 'node:crypto';
import { now } from '../flow/time.mjs';
import { barcodeUri, newSecret, stepOf } from '../mfa/totp.mjs';
import { creationOptions, readAttestation } from '../passkeys/webauthn.mjs';
import { badRequest, invalidInput } from './problem.mjs';
import { checkPassword, POLICY } from './password.mjs';

const random = () => randomBytes(12).toString('base64url').replace(/[-_]/g, 'x');

function checkCode(good) {
  if (!good) throw badRequest('Invalid otp_code');
}

/** A code by message: the tenant keeps what it would have sent. */
function sendCode(tenant, to, channel) {
  const code = String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0');
  tenant.messages.push({ to, channel, code });
  return code;
}

const byMessage = ({ prefix, member, channelOf }) => ({
  begin(tenant, body) {
    const channel = channelOf(body);
    return { id: `${prefix}|${random()}`, expected: sendCode(tenant, body[member], channel), shown: {} };
  },
  finish(tenant, { expected }, { otp_code: code }) {
    checkCode(code === expected);
  },
});

const withSecret = (prefix) => (tenant, body, user) => {
  const secret = newSecret();
  const shown = { barcode_uri: barcodeUri(secret, user.email ?? user.id), manual_input_code: secret };
  return { id: `${prefix}|${random()}`, secret, shown };
};

const phone = {
  ...byMessage({
    prefix: 'phone',
    member: 'phone_number',
    channelOf: ({ preferred_authentication_method: way = 'sms' }) => way,
  }),
  entity: ({ phone_number: number, preferred_authentication_method: way = 'sms' }) => ({
    phone_number: number,
    preferred_authentication_method: way,
  }),
};

const email = {
  ...byMessage({ prefix: 'email', member: 'email', channelOf: () => 'email' }),
  entity: ({ email: address }) => ({ email: address }),
};

const totp = {
  begin: withSecret('totp'),
  finish(tenant, { secret }, { otp_code: code }) {
    checkCode(stepOf(secret, code, now(tenant)) !== undefined);
  },
};

/** Nobody has the app: whoever finishes the enrolment is taken to have said yes in it. */
const push = { begin: withSecret('push-notification'), finish() {} };

const recovery = {
  begin: () => {
    const code = randomBytes(15).toString('hex').toUpperCase().slice(0, 24);
    return { id: `recovery-code|${random()}`, expected: code, shown: { recovery_code: code } };
  },
  finish() {},
};

const passkey = {
  begin(tenant, body, user) {
    const handle = randomBytes(32).toString('base64url');
    const challenge = randomBytes(32).toString('base64url');
    const known = tenant.passkeys.ofUser(user.sub);
    const name = user.email ?? user.id;
    const options = creationOptions({ challenge, handle, name, displayName: user.profile.name, known });
    return { id: 'passkey|new', challenge, handle, shown: { authn_params_public_key: options } };
  },
  async finish(tenant, { challenge, handle, sub }, { authn_response: response }) {
    const made = await readAttestation(tenant, { challenge, response }).catch((error) => {
      throw badRequest(`The passkey does not answer the challenge: ${error.message}`);
    });
    return tenant.passkeys.keep({ ...made, sub, handle, created: new Date().toISOString() });
  },
};

const password = {
  begin: (tenant, body, user) => ({ id: `password|${user.id}`, shown: { policy: POLICY } }),
  finish(tenant, { sub }, { new_password: chosen }) {
    const user = tenant.users.bySub(sub);
    const faults = checkPassword(user, chosen);
    if (faults.length) throw invalidInput(faults);
    Object.assign(user, { password: chosen, passwordReset: new Date().toISOString() });
  },
};

export const KINDS = {
  phone,
  email,
  totp,
  'push-notification': push,
  'recovery-code': recovery,
  passkey,
  password,
};

/** Methods that are listed, and cannot be enrolled here. */
export const ALL_KINDS = [...Object.keys(KINDS), 'webauthn-platform', 'webauthn-roaming'];
