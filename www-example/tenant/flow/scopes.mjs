// Which scopes a refresh token opens at an API, by the rules of multi-resource refresh tokens.

const IDENTITY = new Set(['openid', 'profile', 'email', 'offline_access', 'online_access']);

const words = (text) =>
  String(text ?? '')
    .split(' ')
    .filter(Boolean);

/** The scope Auth0 adds to a sign-in's for the kind of refresh token it was given. */
export function refreshScope(terms) {
  return terms.refresh ? [`${terms.refresh}_access`] : [];
}

/**
 * The scopes of an answer for `audience`: those of the sign-in (of another API, its identity scopes only) and those
 * of the policy; of these, what was asked for, if anything was.
 */
export function effectiveScopes({ terms, granted, audience, policies, asked }) {
  const original = [...words(granted), ...refreshScope(terms)];
  const own = audience === terms.audience ? original : original.filter((scope) => IDENTITY.has(scope));
  const allowed = [...new Set([...own, ...(policies?.get(audience) ?? [])])];
  const wanted = words(asked);
  return wanted.length ? allowed.filter((scope) => wanted.includes(scope)) : allowed;
}
