// What the façade hands to the core, and when.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { inPage } from './support/page.mjs';

const base = { domain: 'tenant.example', clientId: 'client' };
const METHODS = [
  'loginWithRedirect',
  'handleRedirectCallback',
  'checkSession',
  'getUser',
  'getIdTokenClaims',
  'getTokenSilently',
  'loginWithCustomTokenExchange',
  'customTokenExchange',
  'revokeRefreshToken',
  'getDpopNonce',
  'setDpopNonce',
  'generateDpopProof',
  'logout',
  'connectAccountWithRedirect',
  'listConnectedAccounts',
  'listConnectedAccountConnections',
];

let calls;
let facade;

beforeEach(async () => {
  calls = [];
  facade = await loadFacade();
  globalThis.fakeCore = class {
    constructor(...args) {
      calls.push(['new', ...args]);
    }
  };
  for (const method of METHODS) {
    globalThis.fakeCore.prototype[method] = async (...args) => {
      calls.push([method, ...args]);
      return method;
    };
  }
});

test('the constructor makes no core; the first call does, once, with the merged options', () =>
  inPage(async () => {
    const client = new facade.Auth0Client(base);
    assert.deepEqual(calls, []);
    await Promise.all([client.getUser(), client.getUser(), client.getIdTokenClaims()]);
    assert.deepEqual(
      calls.map(([name]) => name),
      ['new', 'getUser', 'getUser', 'getIdTokenClaims'],
    );
    assert.equal(calls[0][1], client.options);
  }));

test('every method hands its argument on and answers what the core answers', () =>
  inPage(async () => {
    const client = new facade.Auth0Client(base);
    const argument = { some: 'option' };
    for (const method of METHODS.filter((name) => !/^get|Dpop/.test(name))) {
      const given = method === 'handleRedirectCallback' ? 'https://app.example/?code=1' : argument;
      assert.equal(await client[method](given), method);
      assert.deepEqual(calls.at(-1).slice(0, 2), [method, given]);
    }
    assert.equal(await client.getTokenSilently(argument), 'getTokenSilently');
    assert.deepEqual(calls.at(-1), ['getTokenSilently', argument]);
    for (const method of ['getUser', 'getIdTokenClaims']) {
      assert.equal(await client[method](), method);
    }
  }));

test('DPoP methods hand their arguments on, texts as texts', () =>
  inPage(async () => {
    const client = new facade.Auth0Client({ ...base, useDpop: true });
    const proof = { url: 'https://api.example/', method: 'GET', accessToken: 'token' };
    assert.equal(await client.getDpopNonce(), 'getDpopNonce');
    await client.getDpopNonce('api');
    await client.setDpopNonce('nonce');
    await client.setDpopNonce(1, 2);
    await client.generateDpopProof(proof);
    assert.deepEqual(calls.slice(1), [
      ['getDpopNonce', undefined],
      ['getDpopNonce', 'api'],
      ['setDpopNonce', 'nonce', undefined],
      ['setDpopNonce', '1', '2'],
      ['generateDpopProof', proof],
    ]);
  }));

test('whoever overrides getUser decides isAuthenticated too', () =>
  inPage(async () => {
    class Mine extends facade.Auth0Client {
      async getUser() {
        return this.user;
      }
    }
    const mine = new Mine(base);
    assert.equal(await mine.isAuthenticated(), false);
    mine.user = { sub: 'me' };
    assert.equal(await mine.isAuthenticated(), true);
    assert.deepEqual(calls, []);
    assert.equal(await new facade.Auth0Client(base).isAuthenticated(), true);
  }));

test('the core is offered a worker where there are workers, and nothing where there are none', () =>
  inPage(async () => {
    await new facade.Auth0Client(base).getUser();
    assert.deepEqual(calls[0][2], {});
    globalThis.Worker = class {};
    try {
      await new facade.Auth0Client(base).getUser();
    } finally {
      delete globalThis.Worker;
    }
    assert.deepEqual(Object.keys(calls[2][2]), ['openWorker']);
  }));

test('the address of a callback is read in the same task', () =>
  inPage(async (window) => {
    const client = new facade.Auth0Client(base);
    window.location.href = 'https://app.example/?code=1&state=2';
    const finished = client.handleRedirectCallback();
    window.location.href = 'https://app.example/';
    await finished;
    assert.deepEqual(calls.at(-1), ['handleRedirectCallback', 'https://app.example/?code=1&state=2']);
  }));

test('an address that is no text reaches the core as one', () =>
  inPage(async () => {
    const client = new facade.Auth0Client(base);
    const url = 'https://app.example/?code=1&state=2';
    for (const [given, text] of [
      [new URL(url), url],
      [7, '7'],
      [{}, '[object Object]'],
      [null, 'null'],
    ]) {
      await client.handleRedirectCallback(given);
      assert.deepEqual(calls.at(-1), ['handleRedirectCallback', text]);
    }
  }));

test('whoever overrides getTokenSilently decides checkSession too', () =>
  inPage(async () => {
    class Mine extends facade.Auth0Client {
      async getTokenSilently(options) {
        return ['mine', this.getConfiguration().clientId, options];
      }
    }
    await new Mine(base).checkSession();
    const [method, options, ask] = calls.at(-1);
    assert.deepEqual([method, options], ['checkSession', undefined]);
    assert.deepEqual(await ask('given'), ['mine', 'client', 'given']);
  }));

test('createAuth0Client checks the session through the public method', () =>
  inPage(async () => {
    const client = await facade.createAuth0Client(base);
    assert.ok(client instanceof facade.Auth0Client);
    assert.deepEqual(calls.map(([name, argument]) => [name, argument]).slice(1), [['checkSession', undefined]]);
  }));

test('once the core is there, a call reaches it in the same task', () =>
  inPage(async () => {
    const client = new facade.Auth0Client(base);
    await client.getUser();
    const before = calls.length;
    const answer = client.getTokenSilently();
    assert.equal(calls.length, before + 1);
    await answer;
  }));

test('an error of the core arrives as its class, thrown or rejected', () =>
  inPage(async () => {
    const error = () => Object.assign(new Error('d'), { name: 'TimeoutError', error: 'timeout' });
    globalThis.fakeCore.prototype.getUser = () => Promise.reject(error());
    globalThis.fakeCore.prototype.logout = () => {
      throw error();
    };
    const client = new facade.Auth0Client(base);
    await assert.rejects(client.getUser(), facade.TimeoutError);
    await assert.rejects(client.logout(), facade.TimeoutError);
  }));

test('a core that refuses its options does so on every call, as its class', () =>
  inPage(async () => {
    globalThis.fakeCore = class {
      constructor() {
        calls.push(['new']);
        throw Object.assign(new Error('d s'), { name: 'InvalidConfigurationError', error: 'x', suggestion: 's' });
      }
    };
    const client = new facade.Auth0Client(base);
    await assert.rejects(client.getUser(), facade.InvalidConfigurationError);
    await assert.rejects(client.getUser(), facade.InvalidConfigurationError);
    assert.equal(calls.length, 2);
  }));

test('a client works behind a proxy, as reactive frameworks make them', () =>
  inPage(async () => {
    const client = new Proxy(new facade.Auth0Client(base), {});
    assert.equal(await client.getUser(), 'getUser');
    assert.deepEqual(client.getConfiguration(), base);
  }));
