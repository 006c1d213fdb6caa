// A connected account as its owner sees it: nothing of the tokens.

export function describeAccount({ id, connection, scopes, created_at, organization, tokens }) {
  return {
    id,
    connection,
    access_type: 'offline',
    scopes,
    created_at,
    // Without a refresh token it ends with the access token.
    ...(tokens.refresh ? {} : { expires_at: new Date(tokens.until * 1000).toISOString() }),
    ...(organization ? { org_id: organization } : {}),
  };
}
