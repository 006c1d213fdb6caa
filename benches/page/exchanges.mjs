/**
 * Lets a client that is signed in keep tokens for the audiences with the numbers `from` to `to`. It exchanges a token
 * for each, and gets its answer here instead of from the tenant: what is measured is what is kept. The function stands
 * alone, so that it can be sent to a page.
 */
export async function keepTokens({ client, from, to }) {
  const { __raw } = await client.getIdTokenClaims();
  const like = await client.getTokenSilently();
  const real = window.fetch;
  window.fetch = (input, init) => {
    const url = String(input?.url ?? input);
    if (!url.endsWith('/oauth/token')) return real.call(window, input, init);
    const access_token = `${crypto.randomUUID()}${like.slice(36)}`;
    const answer = { access_token, id_token: __raw, token_type: 'Bearer', expires_in: 86_400 };
    return Promise.resolve(Response.json({ ...answer, scope: 'openid profile email' }));
  };
  try {
    for (let number = from; number < to; number += 1) {
      await client.loginWithCustomTokenExchange({
        subject_token: 'one',
        subject_token_type: 'urn:partner:session-token',
        audience: `https://api-${number}.example.com/`,
        scope: 'openid profile email',
      });
    }
  } finally {
    window.fetch = real;
  }
}
