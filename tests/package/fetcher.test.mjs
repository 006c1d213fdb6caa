// What the façade makes of `createFetcher`: when the core is asked, with which `fetch`, and what
// may be thrown.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { inPage } from './support/page.mjs';

const base = { domain: 'tenant.example', clientId: 'client' };
const PAGE_FETCH = { fetch() {} };

let calls;
let made;
let facade;

beforeEach(async () => {
  calls = [];
  made = [];
  facade = await loadFacade();
  globalThis.fakeCore = class {
    createFetcher(config, fetch) {
      made.push({ config, fetch });
      return {
        async fetchWithAuth(...args) {
          calls.push(args);
          return { status: 200, headers: {} };
        },
      };
    }
  };
});

test('making a fetcher asks nothing of the core; the first call makes the one that serves all', () =>
  inPage(async () => {
    const fetcher = new facade.Auth0Client(base).createFetcher();
    assert.deepEqual(made, []);
    const [first] = await Promise.all([fetcher.fetchWithAuth('/a'), fetcher.fetchWithAuth('/b')]);
    await fetcher.fetchWithAuth('/c');
    assert.deepEqual(first, { status: 200, headers: {} });
    assert.equal(made.length, 1);
    assert.deepEqual(
      calls.map(([info]) => info),
      ['/a', '/b', '/c'],
    );
  }, PAGE_FETCH));

test('the arguments are handed on as they are', () =>
  inPage(async () => {
    const { fetchWithAuth } = new facade.Auth0Client(base).createFetcher();
    const args = [new URL('https://api.example/'), { method: 'PUT' }, { scope: ['write'], audience: 'api' }];
    await fetchWithAuth(...args);
    await fetchWithAuth('/');
    args.forEach((argument, index) => assert.equal(calls[0][index], argument));
    assert.deepEqual(calls[1], ['/', undefined, undefined]);
  }, PAGE_FETCH));

test('fetchers of one client are apart', () =>
  inPage(async () => {
    const client = new facade.Auth0Client(base);
    const fetchers = [client.createFetcher({ baseUrl: 'https://a/' }), client.createFetcher({ baseUrl: 'https://b/' })];
    for (const fetcher of fetchers) await fetcher.fetchWithAuth('/');
    assert.deepEqual(
      made.map(({ config }) => config.baseUrl),
      ['https://a/', 'https://b/'],
    );
  }, PAGE_FETCH));

test('the fetch of the page is the one it has when the fetcher is made, and knows its window', () =>
  inPage(async (window) => {
    const seen = [];
    window.fetch = function (request) {
      seen.push([this, request]);
    };
    const fetcher = new facade.Auth0Client(base).createFetcher();
    window.fetch = () => assert.fail('that of later');
    await fetcher.fetchWithAuth('/');
    made[0].fetch('request');
    assert.deepEqual(
      seen.map(([self, request]) => [self === window, request]),
      [[true, 'request']],
    );
  }));

test('a fetch of the application wins, and the configuration is read once', () =>
  inPage(async () => {
    const own = async () => ({ status: 204, headers: {} });
    const config = { fetch: own, baseUrl: 'https://api.example/', dpopNonceId: 'api', onStepUp() {} };
    const expected = { ...config };
    const fetcher = new facade.Auth0Client(base).createFetcher(config);
    config.fetch = config.baseUrl = undefined;
    await fetcher.fetchWithAuth('/');
    assert.equal(made[0].fetch, own);
    assert.deepEqual(made[0].config, expected);
  }));

test('nothing is thrown in the same task; errors of the core arrive as their classes', () =>
  inPage(async () => {
    const fails = async (thrown, expected) => {
      globalThis.fakeCore.prototype.createFetcher = () => ({
        fetchWithAuth() {
          throw thrown;
        },
      });
      const fetcher = new facade.Auth0Client(base).createFetcher();
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const answer = fetcher.fetchWithAuth('');
        await assert.rejects(answer, (error) => error === thrown && error instanceof expected);
      }
    };
    await fails(new TypeError('`url` must be absolute'), TypeError);
    await fails(new DOMException('stopped', 'AbortError'), DOMException);
    await fails(Object.assign(new Error('d'), { name: 'UseDpopNonceError', error: 'x' }), facade.UseDpopNonceError);
  }, PAGE_FETCH));

test('a configuration that the core refuses is refused on every call', () =>
  inPage(async () => {
    globalThis.fakeCore.prototype.createFetcher = () => {
      throw Object.assign(new Error('d s'), { name: 'InvalidConfigurationError', error: 'x', suggestion: 's' });
    };
    const fetcher = new facade.Auth0Client(base).createFetcher({ baseUrl: 1 });
    await assert.rejects(fetcher.fetchWithAuth('/'), facade.InvalidConfigurationError);
    await assert.rejects(fetcher.fetchWithAuth('/'), facade.InvalidConfigurationError);
  }, PAGE_FETCH));

test('on a server a fetcher can be made, and says on use that it needs a page', async () => {
  const fetcher = new facade.Auth0Client(base).createFetcher({ baseUrl: 'https://api.example/' });
  await assert.rejects(fetcher.fetchWithAuth('/'), { error: 'no_window', message: /fetchWithAuth needs a browser/ });
  assert.deepEqual(made, []);
});
