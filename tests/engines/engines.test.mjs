// One journey in each engine: what a person needs works in all of them.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { startServers } from '../e2e/support/servers.mjs';
import { bound } from '../e2e/support/dpop.mjs';
import { ISOLATED } from '../e2e/support/site.mjs';
import { refreshing, reuses } from '../e2e/support/refresh.mjs';
import { engines } from './support/engines.mjs';
import { Visitor } from './support/visitor.mjs';

const only = process.env.ONLY ? process.env.ONLY.split(',') : undefined;
const CSP = 'content-security-policy';
const ENOUGH = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
const TRUSTED = "require-trusted-types-for 'script'; trusted-types auth0-spa-wasm";
const HOSTED = { workerUrl: '/auth0-spa-wasm.worker.js' };
const GOOGLE = 'google-oauth2';
/** What connecting an account needs. */
const CONNECTING = {
  cacheLocation: 'localstorage',
  useMrrt: true,
  authorizationParams: { scope: 'openid profile email' },
};

let servers;
before(async () => (servers = await startServers()));
after(() => servers?.close());

const grants = () =>
  servers.tenant.log.entries(0).flatMap(({ path, body }) => (path === '/oauth/token' ? (body?.grant_type ?? []) : []));
const signedIn = () => window.client.isAuthenticated();
const renewed = () => window.client.getTokenSilently({ cacheMode: 'off' });
const warnings = () => window.warnings;
const untrusted = () => {
  try {
    return String(new Worker('/auth0-spa-wasm.worker.js'));
  } catch (error) {
    return String(error);
  }
};
const callApi = async (api) => {
  const response = await window.client.createFetcher().fetchWithAuth(`${api}/calendar`);
  return [response.status, (await response.json()).owner];
};

/** The page once more, in a frame: another realm with the same store, as another tab. */
const addPage = () => {
  const frame = document.createElement('iframe');
  frame.src = '/';
  document.body.append(frame);
  window.second = frame.contentWindow;
};
const renewedTogether = (options) => {
  window.second.make(options);
  const clients = [window.client, window.second.client];
  const calls = [...clients, ...clients, ...clients].map((client) => client.getTokenSilently({ cacheMode: 'off' }));
  return Promise.all(calls);
};

for (const [engine, open] of engines.filter(([name]) => !only || only.includes(name))) {
  describe(engine, () => {
    let browser;
    let visitor;

    before(async () => {
      browser = await open();
      visitor = new Visitor(browser.session, servers);
      console.log(`${engine}: ${browser.session.browser}`);
    });
    after(() => browser?.close());

    beforeEach(async () => {
      for (const server of [servers.tenant, servers.api, servers.otherApi]) server.reset();
      servers.site.serveWith();
      await visitor.open();
      await visitor.session.forgetCookies();
      await visitor.run(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
    });

    test(`${engine}: a login, and a silent token by the refresh token in the worker`, async () => {
      const result = await visitor.signIn(refreshing());
      assert.equal(result.response_type, 'code');
      const user = await visitor.run(() => window.client.getUser());
      assert.deepEqual([user.sub, user.name], ['auth0|ada', 'Ada Lovelace']);
      assert.equal(typeof (await visitor.run(renewed)), 'string');
      assert.deepEqual(grants(), ['authorization_code', 'refresh_token']);
      assert.deepEqual(await visitor.run(warnings), []);
    });

    test(`${engine}: a silent token by a hidden frame`, async () => {
      await visitor.signIn();
      assert.equal(typeof (await visitor.run(renewed)), 'string');
      assert.deepEqual(grants(), ['authorization_code', 'authorization_code']);
    });

    for (const cacheLocation of ['memory', 'indexeddb']) {
      test(`${engine}: an API called over DPoP, with the session in ${cacheLocation}`, async () => {
        await servers.api.switches.set({ rs_nonce: 'required' });
        await visitor.signIn(bound({ cacheLocation }));
        assert.deepEqual(await visitor.run(callApi, servers.api.url), [200, 'auth0|ada']);
        assert.ok(servers.api.proofs().length > 0);
        assert.equal(typeof (await visitor.run(renewed)), 'string');
        assert.deepEqual(await visitor.run(warnings), []);
      });
    }

    for (const cacheLocation of ['localstorage', 'indexeddb']) {
      test(`${engine}: a reload keeps a bound session in ${cacheLocation}, without a request`, async () => {
        const options = bound({ cacheLocation });
        await visitor.signIn(options);
        servers.tenant.log.clear();
        await visitor.open();
        await visitor.reload();
        await visitor.make(options);
        assert.equal(await visitor.run(signedIn), true);
        assert.deepEqual(servers.tenant.log.entries(0), []);
        assert.deepEqual(await visitor.run(callApi, servers.api.url), [200, 'auth0|ada']);
      });
    }

    test(`${engine}: two pages that share a store take turns with the refresh token`, async () => {
      const options = refreshing({ cacheLocation: 'localstorage' });
      await visitor.signIn(options);
      await visitor.run(addPage);
      await visitor.until('the second page has run', () => visitor.run(() => window.second.ready === true));
      const tokens = await visitor.run(renewedTogether, options);
      assert.equal(new Set(tokens).size, 6);
      assert.deepEqual(grants(), ['authorization_code', ...tokens.map(() => 'refresh_token')]);
      assert.equal(reuses(servers.tenant), 0);
    });

    test(`${engine}: an account is connected, and the connection listed`, async () => {
      const options = bound(CONNECTING);
      await visitor.signIn(options);
      const leave = (connection) => void window.client.connectAccountWithRedirect({ connection });
      await visitor.goAndCome(leave, GOOGLE, 'button[name=account]');
      await visitor.make(options);
      const result = await visitor.run(() => window.client.handleRedirectCallback());
      assert.deepEqual([result.response_type, result.connection], ['connect_code', GOOGLE]);
      const { accounts } = await visitor.run(() => window.client.listConnectedAccounts());
      assert.deepEqual([accounts.length, accounts[0].id], [1, result.id]);
    });

    test(`${engine}: a logout ends the session here and at the tenant`, async () => {
      const options = refreshing({ cacheLocation: 'localstorage' });
      await visitor.signIn(options);
      await visitor.leave((returnTo) => void window.client.logout({ logoutParams: { returnTo } }), servers.site.url);
      await visitor.until('the tenant has ended the session', async () =>
        servers.tenant.log.entries(0).some(({ note }) => note.includes('session of auth0|ada ended')),
      );
      await visitor.at(servers.site.url);
      await visitor.until('the page is another one', () => visitor.run(() => !window.client));
      await visitor.ready();
      await visitor.make(options);
      await visitor.run(() => window.client.checkSession());
      assert.equal(await visitor.run(signedIn), false);
    });

    test(`${engine}: “${ENOUGH}” is enough with workerUrl`, async () => {
      servers.site.serveWith({ [CSP]: ENOUGH });
      await visitor.signIn(bound(HOSTED));
      assert.deepEqual(await visitor.run(callApi, servers.api.url), [200, 'auth0|ada']);
      assert.equal(typeof (await visitor.run(renewed)), 'string');
      assert.deepEqual(await visitor.run(warnings), []);
    });

    test(`${engine}: without workerUrl it costs one warning, and the page keeps the tokens`, async () => {
      servers.site.serveWith({ [CSP]: ENOUGH });
      await visitor.signIn(refreshing());
      assert.equal(typeof (await visitor.run(renewed)), 'string');
      const said = await visitor.run(warnings);
      assert.equal(said.length, 1);
      assert.match(said[0], /blob: in worker-src/);
    });

    test(`${engine}: Trusted Types hold`, async () => {
      servers.site.serveWith({ [CSP]: `${ENOUGH} blob:; ${TRUSTED}` });
      await visitor.signIn(bound());
      assert.deepEqual(await visitor.run(callApi, servers.api.url), [200, 'auth0|ada']);
      assert.equal(typeof (await visitor.run(renewed)), 'string');
      assert.deepEqual(await visitor.run(warnings), []);
      // The policy is really there.
      assert.match(await visitor.run(untrusted), /TypeError/);
    });

    test(`${engine}: a cross-origin isolated page works`, async () => {
      servers.site.serveWith(ISOLATED);
      await visitor.signIn(bound());
      assert.equal(await visitor.run(() => window.crossOriginIsolated), true);
      assert.deepEqual(await visitor.run(callApi, servers.api.url), [200, 'auth0|ada']);
      assert.equal(typeof (await visitor.run(renewed)), 'string');
      assert.deepEqual(await visitor.run(warnings), []);
    });

    test(`${engine}: a policy that blocks WebAssembly is a typed error that says what to add`, async () => {
      await visitor.session.goTo(`${servers.site.url}/attempt.html?csp=no-wasm`);
      await visitor.until('the page has tried', () => visitor.run(() => Boolean(window.second)));
      const { error, message } = await visitor.run(() => window.outcome);
      assert.equal(error, 'wasm_blocked', message);
      assert.match(message, /'wasm-unsafe-eval' to script-src/);
    });
  });
}
