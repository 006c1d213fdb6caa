// Where the tenant sends a browser for the consent of a provider, and where the provider sends it back to.

export function callbackUrl({ issuer }) {
  return `${issuer}login/callback`;
}

/** `params` come from the application; they replace nothing of the tenant's own. */
export function consentUrl(tenant, { connection, scopes, offline, state, params = {} }) {
  const given = Object.entries(params).map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams({
    ...Object.fromEntries(given),
    client_id: 'the-tenant',
    response_type: 'code',
    redirect_uri: callbackUrl(tenant),
    scope: scopes.join(' '),
    state,
    ...(offline === 'parameter' ? { access_type: 'offline' } : {}),
  });
  return `${tenant.issuer}upstream/${connection}/authorize?${query}`;
}
