// What holds in jsdom, by whichever runner: the import works, and what jsdom lacks is named.
const { webcrypto } = require('node:crypto');

const options = { domain: 'tenant.example.com', clientId: 'client' };

/** The answers of a client, with what jsdom does not have of itself. */
exports.answersOf = async ({ Auth0Client, createAuth0Client }) => {
  const client = new Auth0Client(options);
  const made = await createAuth0Client({ ...options, useRefreshTokens: true });
  return [await client.getUser(), await client.isAuthenticated(), made instanceof Auth0Client];
};

exports.refusalOf = ({ Auth0Client }) => {
  try {
    return new Auth0Client(options);
  } catch (error) {
    return error.message;
  }
};

exports.lendCrypto = (window) => Object.defineProperty(window.crypto, 'subtle', { value: webcrypto.subtle });
