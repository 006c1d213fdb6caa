// When a person has to sign in, and when a request is refused before anybody is asked.

import { errors, interactionPolicy } from '../oidc.mjs';
import { findOrganization, isMember } from '../model/organizations.mjs';

/** Refuses a person who does not belong to the organization asked for. */
function membership(ctx) {
  const { params, session } = ctx.oidc;
  const organization = params.organization && findOrganization(params.organization);
  if (
    organization &&
    session.accountId &&
    !ctx.oidc.promptPending('login') &&
    !isMember(organization, session.accountId)
  ) {
    throw new errors.AccessDenied(`user ${session.accountId} is not part of the ${organization.id} organization`);
  }
  return false;
}

/** The assurance a request asks for; the first value is what the sign-in page will grant. */
export function askedAssurance({ acr_values: values }) {
  return String(values ?? '')
    .split(' ')
    .filter(Boolean);
}

// Whoever signs in is taken to have shown the second factor that was asked for: this is a development tenant.
function assurance(ctx) {
  const asked = askedAssurance(ctx.oidc.params);
  return asked.length > 0 && !ctx.oidc.promptPending('login') && !asked.includes(ctx.oidc.session.acr);
}

function blocked({ users, switches }) {
  return (ctx) => {
    const { accountId } = ctx.oidc.session;
    if (accountId && !ctx.oidc.promptPending('login') && users.isBlocked(accountId, switches)) {
      throw new errors.CustomOIDCProviderError('unauthorized', 'user is blocked');
    }
    return false;
  };
}

// Whoever had the session does not exist any more.
const isDeleted = ({ oidc }) => Boolean(oidc.session.accountId) && !oidc.account;

/** Sign-in as oidc-provider decides it, in Auth0's words; no consent, the applications being first-party. */
export function policy(tenant) {
  const { Check, base } = interactionPolicy;
  const prompts = base();
  prompts.remove('consent');
  const login = prompts.get('login');
  for (const check of login.checks) check.description = 'Login required';
  login.checks.add(new Check('deleted', 'Login required', 'login_required', isDeleted));
  login.checks.add(new Check('assurance', 'Multifactor authentication required', 'login_required', assurance));
  login.checks.add(new Check('organization', 'Login required', membership));
  login.checks.add(new Check('blocked', 'Login required', blocked(tenant)));
  return prompts;
}

/** What is wrong with a request's own parameters, those that oidc-provider does not know. */
export const EXTRA_PARAMS = {
  audience: undefined,
  organization: (ctx, value) => {
    if (value && !findOrganization(value)) throw new errors.InvalidRequest('parameter organization is invalid');
  },
  invitation: (ctx, value) => {
    if (value && !ctx.oidc.params.organization) {
      throw new errors.InvalidRequest('parameter organization is required with invitation');
    }
  },
  screen_hint: undefined,
  connection: undefined,
  connection_scope: undefined,
  tenant_redirect_omitted: undefined,
  tenant_dpop_jkt: (ctx, value) => {
    if (value && !/^[\w-]{43}$/.test(value)) throw new errors.InvalidRequest('parameter dpop_jkt is not a thumbprint');
  },
  tenant_refresh: (ctx, value) => {
    if (value === 'both') {
      throw new errors.InvalidRequest('Cannot request both online_access and offline_access scopes');
    }
  },
};
