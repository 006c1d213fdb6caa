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

/** Sign-in as oidc-provider decides it, in Auth0's words; no consent, the applications being first-party. */
export function policy() {
  const { Check, base } = interactionPolicy;
  const prompts = base();
  prompts.remove('consent');
  const login = prompts.get('login');
  for (const check of login.checks) check.description = 'Login required';
  login.checks.add(new Check('organization', 'Login required', membership));
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
  tenant_redirect_omitted: undefined,
};
