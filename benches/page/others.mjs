// Entries that are not asked for: half of them of other clients, half for other audiences of the same client.

const SCOPE = 'openid profile email';
const DAY = 86_400;

/** Entries in the form of both packages, `{ key, value }`. Short ones: localStorage has room for five million characters. */
export function others({ clientId, from, to }) {
  return Array.from({ length: to - from }, (_, index) => other(from + index, clientId));
}

function other(number, clientId) {
  const owner = number % 2 ? clientId : `client-${number}`;
  const audience = `https://api-${number}.example.com/`;
  const body = { access_token: crypto.randomUUID(), token_type: 'Bearer', expires_in: DAY, scope: SCOPE };
  return {
    key: `@@auth0spajs@@::${owner}::${audience}::${SCOPE}`,
    value: {
      body: { ...body, audience, oauthTokenScope: SCOPE, client_id: owner },
      expiresAt: Math.floor(Date.now() / 1000) + DAY,
    },
  };
}
