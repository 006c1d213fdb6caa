// POST /passkey/register and /passkey/challenge: what an authenticator shall answer, for somebody new or for whoever has a
// passkey here.

import { randomBytes } from 'node:crypto';
import { findOrganization } from '../model/organizations.mjs';
import { DATABASE } from '../model/users.mjs';
import { creationOptions, requestOptions } from '../passkeys/webauthn.mjs';
import { fail } from './failure.mjs';

const IDENTIFIERS = ['email', 'username', 'phone_number'];
const PROFILE = [...IDENTIFIERS, 'name', 'given_name', 'family_name', 'nickname', 'picture'];

const isText = (value) => typeof value === 'string' && value !== '';

function problemWith(tenant, { kind, params }) {
  if (kind !== 'json') return 'Send the request as a JSON object';
  if (!isText(params.client_id)) return 'Missing required parameter: client_id';
  if (params.realm !== undefined && params.realm !== DATABASE) return `There is no database connection ${params.realm}`;
  if (params.organization !== undefined && !findOrganization(params.organization)) {
    return 'parameter organization is invalid';
  }
  return undefined;
}

function problemOf(tenant, profile, metadata) {
  if (profile === null || typeof profile !== 'object') return 'Missing required parameter: user_profile';
  const strange = Object.keys(profile).find((name) => !PROFILE.includes(name) || !isText(profile[name]));
  if (strange) return `user_profile.${strange} is not allowed, or is not a text`;
  const identifier = IDENTIFIERS.find((name) => profile[name]);
  if (!identifier) return `user_profile needs one of ${IDENTIFIERS.join(', ')}`;
  if (metadata !== undefined && typeof metadata !== 'object') return 'user_metadata must be an object';
  return tenant.users.knows(profile) ? 'The user already exists' : undefined;
}

function begin(tenant, ctx, publicKey, facts) {
  const { client_id: client } = ctx.state.body.params;
  const begun = tenant.challenges.begin({ use: 'sign in', client, ...facts });
  ctx.body = { auth_session: begun.authSession, authn_params_public_key: publicKey(begun) };
}

function register(tenant, ctx) {
  const { user_profile: profile, user_metadata: metadata } = ctx.state.body.params;
  const problem = problemOf(tenant, profile, metadata);
  if (problem) return fail(ctx, 400, 'invalid_request', problem);
  const name = profile.email ?? profile.username ?? profile.phone_number;
  const displayName = profile.name ?? name;
  const handle = randomBytes(32).toString('base64url');
  begin(tenant, ctx, (begun) => creationOptions({ ...begun, name, displayName }), { profile, metadata, handle });
  return ctx.note(`challenge for a new passkey of ${name}`);
}

function challenge(tenant, ctx) {
  begin(tenant, ctx, requestOptions, {});
  ctx.note('challenge for whoever has a passkey');
}

const ROUTES = { 'POST /passkey/register': register, 'POST /passkey/challenge': challenge };

export function passkey(tenant) {
  return async (ctx, next) => {
    const route = ROUTES[`${ctx.method} ${ctx.path}`];
    if (!route) return next();
    ctx.set('Cache-Control', 'no-store');
    const problem = problemWith(tenant, ctx.state.body);
    if (problem) return fail(ctx, 400, 'invalid_request', problem);
    if (!tenant.clients.signsIn(ctx.state.body.params.client_id)) {
      return fail(ctx, 401, 'invalid_client', `Unknown client: ${ctx.state.body.params.client_id}`);
    }
    if (tenant.switches.value('passkeys') === 'off') {
      return fail(ctx, 403, 'access_denied', 'Passkeys are not enabled for this connection');
    }
    return route(tenant, ctx);
  };
}
