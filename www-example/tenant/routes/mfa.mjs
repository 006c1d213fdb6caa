// The MFA API: what a person has, what they enroll, and the challenge. The proof itself is a grant.

import { OauthError } from '../flow/oauth-error.mjs';
import { CHANNELS } from '../mfa/names.mjs';
import { barcodeUri } from '../mfa/totp.mjs';
import { fail } from './failure.mjs';

const invalid = (text) => new OauthError(400, 'invalid_request', text);

/** The sign-in whose `mfa_token` is the bearer. */
function bearerOf(tenant, ctx) {
  const [, token] = /^bearer (\S+)$/i.exec(ctx.get('authorization')) ?? [];
  if (!token) throw new OauthError(401, 'invalid_request', 'Send the mfa_token as Authorization: Bearer');
  return tenant.waiting.find(tenant, token);
}

function bodyOf(ctx) {
  const { kind, params } = ctx.state.body;
  if (kind !== 'json') throw invalid('Send a JSON object');
  return params;
}

function list(tenant, ctx) {
  const { user } = bearerOf(tenant, ctx);
  ctx.body = tenant.authenticators.describe(user.sub);
  ctx.note(`${ctx.body.length} authenticators of ${user.profile.name}`);
}

function enrollOtp(tenant, user) {
  const { id, secret } = tenant.authenticators.enrollOtp(user.sub);
  return { authenticator_type: 'otp', id, secret, barcode_uri: barcodeUri(secret, user.email) };
}

function addressFor(channel, user, { phone_number: phone, email }) {
  if (channel === 'auth0') return undefined;
  if (channel === 'email') return email ?? user.email;
  if (!/^\+[1-9]\d{6,14}$/.test(phone ?? '')) throw invalid('phone_number must be as in +15550100');
  return phone;
}

/** Sends the code of a channel, or asks in the app; what the application needs to go on. */
function send(tenant, sub, authenticator) {
  const { oobCode, code } = tenant.factorMessages.send({ sub, authenticator });
  return { oob_code: oobCode, ...(code ? { binding_method: 'prompt' } : {}) };
}

function enrollChannel(tenant, user, { oob_channels: channels, ...params }) {
  const [channel] = Array.isArray(channels) ? channels : [];
  if (!Object.hasOwn(CHANNELS, channel ?? '')) throw invalid(`oob_channels must name one of ${Object.keys(CHANNELS)}`);
  const row = tenant.authenticators.enrollChannel(user.sub, channel, addressFor(channel, user, params));
  const barcode =
    channel === 'auth0' ? { barcode_uri: `otpauth://totp/Local%20tenant?enrollment_tx_id=${row.id}` } : {};
  return { authenticator_type: 'oob', oob_channel: channel, id: row.id, ...barcode, ...send(tenant, user.sub, row) };
}

function associate(tenant, ctx) {
  const { user } = bearerOf(tenant, ctx);
  const params = bodyOf(ctx);
  const [kind] = Array.isArray(params.authenticator_types) ? params.authenticator_types : [];
  if (!['otp', 'oob'].includes(kind)) throw invalid('authenticator_types must name otp or oob');
  if (tenant.authenticators.active(user.sub).length) {
    // A first factor that was shown vouches for no second one.
    throw new OauthError(403, 'access_denied', 'The user has a second factor already; it must be proved first');
  }
  const made = kind === 'otp' ? enrollOtp(tenant, user) : enrollChannel(tenant, user, params);
  const recovery = tenant.authenticators.firstRecoveryCode(user.sub);
  ctx.body = { ...made, ...(recovery ? { recovery_codes: [recovery] } : {}) };
  ctx.note(`${user.profile.name} enrolls ${made.oob_channel ?? 'an authenticator app'}`);
}

function chosen(tenant, user, { authenticator_id: id, challenge_type: types }) {
  const wanted = String(types ?? 'otp oob').split(' ');
  const known = tenant.authenticators.active(user.sub);
  if (known.length === 0) throw new OauthError(403, 'association_required', 'The user has no authenticator yet');
  const found = known.filter((row) => wanted.includes(row.kind) && (id === undefined || row.id === id));
  if (found.length === 0)
    throw new OauthError(400, 'unsupported_challenge_type', 'User does not have any of the supported challenge types');
  return found[0];
}

function challenge(tenant, ctx) {
  const params = bodyOf(ctx);
  if (!params.client_id) throw invalid('Missing required parameter: client_id');
  const { user } = tenant.waiting.find(tenant, params.mfa_token, params.client_id);
  const row = chosen(tenant, user, params);
  ctx.body = { challenge_type: row.kind, ...(row.kind === 'oob' ? send(tenant, user.sub, row) : {}) };
  ctx.note(row.kind === 'otp' ? 'the code of the app is awaited' : `sent over ${row.channel}`);
}

const ROUTES = {
  'GET /mfa/authenticators': list,
  'POST /mfa/associate': associate,
  'POST /mfa/challenge': challenge,
};

export function mfa(tenant) {
  return async (ctx, next) => {
    const route = ROUTES[`${ctx.method} ${ctx.path}`];
    if (!route) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      return route(tenant, ctx);
    } catch (error) {
      if (!(error instanceof OauthError)) throw error;
      return fail(ctx, error.status, error.error, error.message, error.note);
    }
  };
}
