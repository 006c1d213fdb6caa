// The token exchange of an application: a profile's Action says who the subject is, and the tenant signs them in.

import { OauthError } from '../flow/oauth-error.mjs';
import { organizationOf } from '../flow/organization.mjs';
import { ACCESS_TOKEN } from './names.mjs';
import { verifySubject } from './subjects.mjs';

const REQUIRED = ['subject_token', 'subject_token_type'];
const ONCE = [...REQUIRED, 'audience', 'scope', 'organization', 'actor_token', 'actor_token_type'];
const IDENTITY = new Set(['openid', 'profile', 'email', 'offline_access', 'online_access']);

const invalid = (text) => new OauthError(400, 'invalid_request', text);

function check(tenant, { client, params }) {
  if (!client.exchange) {
    const text = `Grant type '${params.grant_type}' not allowed for the client.`;
    throw new OauthError(403, 'unauthorized_client', text, 'no exchange profile is allowed for this client');
  }
  const missing = REQUIRED.find((name) => !params[name]);
  if (missing) throw invalid(`Missing required parameter: ${missing}`);
  const repeated = ONCE.find((name) => typeof (params[name] ?? '') !== 'string');
  if (repeated) throw invalid(`Parameter ${repeated} appears more than once, or is not a string`);
  if (!tenant.profiles.find(params.subject_token_type)) {
    throw invalid(`No token exchange profile is for subject_token_type ${params.subject_token_type}`);
  }
  if (Boolean(params.actor_token) !== Boolean(params.actor_token_type)) {
    throw invalid('actor_token and actor_token_type go together');
  }
}

async function actorOf(tenant, { actor_token: token }) {
  if (!token) return undefined;
  const claims = await verifySubject(tenant, token).catch((error) => {
    throw invalid(`The actor token is not valid: ${error.message}`);
  });
  return claims.sub;
}

/** `{user, audience, organization, scopes, actor, more, note}`, or an `OauthError`. */
export async function exchangeToken(tenant, { client, params }) {
  check(tenant, { client, params });
  const scopes = (params.scope ?? 'openid').split(' ').filter(Boolean);
  const actor = await actorOf(tenant, params);
  const beyondIdentity = scopes.filter((scope) => !IDENTITY.has(scope));
  const user = await tenant.action.authenticate(tenant, { token: params.subject_token, scopes: beyondIdentity });
  return {
    user,
    audience: params.audience || undefined,
    organization: organizationOf(params, user),
    scopes,
    actor,
    more: { issued_token_type: ACCESS_TOKEN },
    note: `subject token of ${user.profile.name} exchanged`,
  };
}
