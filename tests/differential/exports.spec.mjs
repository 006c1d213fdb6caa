// What can be imported, and what a client has.
import { compare } from './support/compare.mjs';

const METHODS = [
  'loginWithRedirect',
  'loginWithPopup',
  'getTokenWithPopup',
  'exchangeToken',
  'loginWithCustomTokenExchange',
  'customTokenExchange',
  'handleRedirectCallback',
  'checkSession',
  'getTokenSilently',
  'getUser',
  'getIdTokenClaims',
  'isAuthenticated',
  'logout',
  'revokeRefreshToken',
  'getConfiguration',
  'getDpopNonce',
  'setDpopNonce',
  'generateDpopProof',
  'createFetcher',
  'connectAccountWithRedirect',
];

compare('exports', async (session) => {
  await session.app.open();
  await session.step('names and kinds', () => {
    const names = Object.keys(window.sdk).sort();
    const kind = (value) =>
      typeof value === 'function' ? (/^class\b/.test(String(value)) ? 'class' : 'function') : value;
    return Object.fromEntries(names.map((name) => [name, kind(window.sdk[name])]));
  });
  await session.step('what a module is', () => Object.prototype.toString.call(window.sdk));
});

compare('a client', async (session) => {
  await session.app.open();
  await session.step(
    'its methods',
    (names) => {
      const client = window.make();
      return Object.fromEntries(names.map((name) => [name, typeof client[name]]));
    },
    METHODS,
  );
  for (const name of ['mfa', 'passkey', 'myAccount', 'anonymous']) {
    await session.step(`its ${name}`, (member) => typeof window.client[member], name);
  }
  await session.step('getConfiguration', () => {
    const first = window.client.getConfiguration();
    return { first, frozen: Object.isFrozen(first), again: first === window.client.getConfiguration() };
  });
  await session.step('getConfiguration of what was not written well', () =>
    new window.sdk.Auth0Client({ domain: 'HTTPS://Example.com/', clientId: 7 }).getConfiguration(),
  );
  await session.step('getConfiguration, changed by the caller', () => {
    const client = new window.sdk.Auth0Client({ domain: 'example.com', clientId: 'a' });
    const configuration = client.getConfiguration();
    try {
      configuration.domain = 'other';
    } catch (error) {
      return error;
    }
    return client.getConfiguration();
  });
});
