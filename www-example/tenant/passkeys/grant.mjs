// The grant of passkeys: who answered the challenge, and what for.

import { OauthError } from '../flow/oauth-error.mjs';
import { organizationOf } from '../flow/organization.mjs';
import { readAssertion, readAttestation } from './webauthn.mjs';

const broken = (text) => new OauthError(400, 'invalid_request', text);
const refused = (text, note) => new OauthError(403, 'invalid_grant', text, note);

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

function checkParams({ auth_session: session, authn_response: answer }) {
  if (!session) throw broken('Missing required parameter: auth_session');
  if (typeof session !== 'string') throw broken('auth_session must be a string');
  if (!isObject(answer) || !isObject(answer.response)) {
    throw broken('authn_response must be an object; send the request as JSON');
  }
}

function challengeOf(tenant, params) {
  const found = tenant.challenges.take(params.auth_session);
  if (found?.client === params.client_id && found.use === 'sign in') return found;
  throw refused('Invalid or expired auth_session', 'there is no such challenge (never given, answered, or expired)');
}

/** The person of an answered challenge; new where the challenge was for a sign-up. */
async function personOf(tenant, { challenge, profile, metadata, handle }, response) {
  if (!profile) {
    const { sub } = await readAssertion(tenant, { challenge, response });
    return tenant.users.bySub(sub);
  }
  const passkey = await readAttestation(tenant, { challenge, response });
  const user = tenant.users.signUpBy(profile, metadata);
  if (!user) throw new Error('Somebody else has signed up by this name meanwhile');
  tenant.passkeys.keep({ ...passkey, sub: user.sub, handle, created: new Date().toISOString() });
  return user;
}

async function verify(tenant, begun, params) {
  try {
    return await personOf(tenant, begun, params.authn_response);
  } catch (error) {
    throw refused('The passkey does not answer the challenge', error.message);
  }
}

/** `{user, audience, organization, scopes, note}`, or an `OauthError`. */
export async function tokensByPasskey(tenant, { params }) {
  checkParams(params);
  const begun = challengeOf(tenant, params);
  const user = await verify(tenant, begun, params);
  return {
    user,
    audience: params.audience || undefined,
    organization: organizationOf(params, user),
    scopes: (params.scope ?? 'openid').split(' ').filter(Boolean),
    note: `${user.profile.name} signed ${begun.profile ? 'up' : 'in'} with a passkey`,
  };
}
