// Without a window: importing, making a client and asking who is signed in all work; nothing loads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaced } from './support/page.mjs';
import { importFresh, requireFile } from './support/package.mjs';

const options = { domain: 'tenant.example', clientId: 'client' };

const entries = {
  import: () => importFresh('dist/index.js', 'server'),
  require: () => requireFile('dist/index.cjs'),
  'import of the url entry': () => importFresh('dist/url.js', 'server'),
};

for (const [name, load] of Object.entries(entries)) {
  test(`${name}: a client answers that nobody is signed in, without the wasm`, async () => {
    const { Auth0Client, createAuth0Client } = await load();
    await replaced(
      WebAssembly,
      'compile',
      () => assert.fail('the wasm was loaded'),
      async () => {
        const client = new Auth0Client(options);
        assert.equal(await client.getUser(), undefined);
        assert.equal(await client.getIdTokenClaims(), undefined);
        assert.equal(await client.isAuthenticated(), false);
        assert.equal(await client.checkSession(), undefined);
        assert.ok((await createAuth0Client(options)) instanceof Auth0Client);
      },
    );
  });

  test(`${name}: what needs a page says so`, async () => {
    const { Auth0Client, GenericError } = await load();
    const client = new Auth0Client(options);
    for (const method of [
      'loginWithRedirect',
      'handleRedirectCallback',
      'getTokenSilently',
      'loginWithCustomTokenExchange',
      'customTokenExchange',
      'revokeRefreshToken',
      'logout',
      'connectAccountWithRedirect',
      'listConnectedAccounts',
      'listConnectedAccountConnections',
      'deleteConnectedAccount',
    ]) {
      await assert.rejects(client[method](), (error) => {
        assert.ok(error instanceof GenericError);
        assert.match(error.message, /window is not defined/);
        assert.ok(error.message.includes(method));
        return true;
      });
    }
  });

  test(`${name}: the wasm really loads`, async () => {
    const { init } = await load();
    if (name.includes('url')) {
      const { readBytes } = await import('./support/package.mjs');
      await init(readBytes('dist/auth0_spa_wasm_bg.wasm'));
    } else {
      await init();
    }
  });
}
