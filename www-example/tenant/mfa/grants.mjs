// The grants that prove a second factor: each finishes the sign-in that waited.

import { OauthError } from '../flow/oauth-error.mjs';
import { now } from '../flow/time.mjs';
import { OOB_GRANT, OTP_GRANT, RECOVERY_GRANT } from './names.mjs';
import { stepOf } from './totp.mjs';
import { proved } from './waiting.mjs';

/** The code of a parameter, or an `OauthError`. */
function given(params, name) {
  if (typeof params[name] === 'string' && params[name] !== '') return params[name];
  throw new OauthError(400, 'invalid_request', `Missing required parameter: ${name}`);
}

function wrong(row, text) {
  row.wrong += 1;
  return new OauthError(403, 'invalid_grant', text);
}

// A code is good once: whoever saw it over a shoulder comes too late.
function checkOtp(tenant, row, params) {
  const code = given(params, 'otp');
  const apps = tenant.authenticators.all(row.user.sub).filter(({ kind }) => kind === 'otp');
  for (const app of apps) {
    const step = stepOf(app.secret, code, now(tenant));
    if (step !== undefined && step > (app.lastStep ?? 0)) {
      app.lastStep = step;
      app.active = true;
      return {};
    }
  }
  throw wrong(row, 'Invalid otp_code.');
}

function checkAnswer(row, message) {
  if (message.answer === 'pending')
    throw new OauthError(
      400,
      'authorization_pending',
      'Authorization pending: please repeat the request in a few seconds.',
    );
  if (message.answer === 'denied') throw wrong(row, 'MFA Authorization rejected.');
}

function checkOob(tenant, row, params) {
  const message = tenant.factorMessages.find(given(params, 'oob_code'));
  if (!message || message.sub !== row.user.sub) throw wrong(row, 'Invalid oob_code.');
  if (message.answer) checkAnswer(row, message);
  else if (given(params, 'binding_code') !== message.code) throw wrong(row, 'Invalid binding_code.');
  message.authenticator.active = true;
  tenant.factorMessages.remove(message);
  return {};
}

function checkRecoveryCode(tenant, row, params) {
  const next = tenant.authenticators.useRecoveryCode(row.user.sub, given(params, 'recovery_code'));
  if (!next) throw wrong(row, 'MFA Authorization rejected.');
  return { recovery_code: next };
}

const grant =
  (check, what) =>
  async (tenant, { client, params }) => {
    const row = tenant.waiting.find(tenant, given(params, 'mfa_token'), client.id);
    const more = check(tenant, row, params);
    tenant.waiting.finish(params.mfa_token);
    const { user, audience, organization, scopes, actor } = row;
    const note = `${user.profile.name} proved a second factor: ${what}`;
    return { user, audience, organization, scopes, actor, ...proved(tenant), more: { ...row.more, ...more }, note };
  };

export const MFA_GRANTS = {
  [OTP_GRANT]: grant(checkOtp, 'a one-time password'),
  [OOB_GRANT]: grant(checkOob, 'a code or an answer over another channel'),
  [RECOVERY_GRANT]: grant(checkRecoveryCode, 'a recovery code'),
};
