// The organization that somebody signs in to by a token request.

import { findOrganization, isMember } from '../model/organizations.mjs';
import { OauthError } from './oauth-error.mjs';

/** The one that a request names, if any; throws an `OauthError` for one that is none, or not this user's. */
export function organizationOf({ organization: name }, user) {
  const organization = name ? findOrganization(name) : undefined;
  if (name && !organization) throw new OauthError(400, 'invalid_request', 'parameter organization is invalid');
  if (organization && !isMember(organization, user.sub)) {
    const text = `user ${user.sub} is not part of the ${organization.id} organization`;
    throw new OauthError(403, 'access_denied', text);
  }
  return organization;
}
