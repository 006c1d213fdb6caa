// The small wasm that a first visit starts with, and how the whole one takes over.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { inPage } from './support/page.mjs';

const base = { domain: 'tenant.example', clientId: 'client' };
const KNOWN = ['loginWithRedirect', 'checkSession', 'getUser', 'getIdTokenClaims', 'getTokenSilently'];
const SHOWN = ['token', { user: 1 }, { claims: 1 }];

let calls;
let answers;
let facade;

/** A class `Client` whose every method notes its call; the small one answers what `answers` says. */
function fake(which, methods, answer) {
  const Client = class {
    constructor(options, environment) {
      calls.push(`${which}: new`);
      this.environment = environment;
      if (which === 'first' && answers.refusal !== undefined) throw answers.refusal;
    }
  };
  for (const method of methods) {
    Client.prototype[method] = function (...args) {
      calls.push(`${which}: ${method}`);
      return answer(method, this, args);
    };
  }
  return Client;
}

const small = (method) => answers[method];
const whole = (method, core) => (method === 'getIdTokenClaims' ? core.environment.shown : `whole ${method}`);

beforeEach(async () => {
  calls = [];
  answers = {};
  globalThis.fakeFirst = fake('first', [...KNOWN, 'shown'], (method) => (method === 'shown' ? SHOWN : small(method)));
  globalThis.fakeCore = fake('whole', [...KNOWN, 'logout', 'handleRedirectCallback'], whole);
  facade = await loadFacade();
});

afterEach(() => {
  delete globalThis.fakeFirst;
  delete globalThis.document;
});

const visit = (run, { search = '', cookie = '' } = {}) =>
  inPage(
    (window) => {
      globalThis.document = { cookie };
      return run(window);
    },
    { location: { href: `https://app.example/${search}`, search } },
  );

test('what the small wasm knows is answered by it, and the whole one is not made', () =>
  visit(async () => {
    answers = { getUser: undefined, getTokenSilently: Promise.resolve(undefined), checkSession: undefined };
    const client = await facade.createAuth0Client(base);
    assert.equal(await client.getUser(), undefined);
    assert.equal(await client.isAuthenticated(), false);
    assert.equal(await client.getTokenSilently({ cacheMode: 'cache-only' }), undefined);
    await client.loginWithRedirect();
    assert.deepEqual([...new Set(calls.map((call) => call.split(':')[0]))], ['first']);
    assert.equal(calls.filter((call) => call.endsWith('new')).length, 1);
  }));

test('where it answers null, at once or later, the whole one is asked, once for all calls', () =>
  visit(async () => {
    answers = { getTokenSilently: Promise.resolve(null), getUser: null };
    const client = new facade.Auth0Client(base);
    const asked = [client.getTokenSilently(), client.getUser(), client.getTokenSilently()];
    assert.deepEqual(await Promise.all(asked), ['whole getTokenSilently', 'whole getUser', 'whole getTokenSilently']);
    assert.equal(calls.filter((call) => call === 'whole: new').length, 1);
    calls = [];
    await client.getUser();
    assert.deepEqual(calls, ['whole: getUser']);
  }));

test('a call that is none of its own goes to the whole one, which shows the same objects on', () =>
  visit(async () => {
    answers = { getUser: SHOWN[1] };
    const client = new facade.Auth0Client(base);
    assert.equal(await client.getUser(), SHOWN[1]);
    assert.equal(await client.logout(), 'whole logout');
    assert.equal(await client.getIdTokenClaims(), SHOWN);
  }));

test('options that are beyond it are no error', () =>
  visit(async () => {
    answers = { refusal: null };
    assert.equal(await new facade.Auth0Client(base).getUser(), 'whole getUser');
  }));

test('an error of the small wasm is one, and the next call tries again', () =>
  visit(async () => {
    answers = { refusal: Object.assign(new Error('no'), { name: 'InvalidConfigurationError' }) };
    const client = new facade.Auth0Client(base);
    await assert.rejects(client.getUser(), facade.InvalidConfigurationError);
    answers = { getUser: undefined };
    assert.equal(await client.getUser(), undefined);
    assert.ok(!calls.includes('whole: new'));
  }));

const SITUATIONS = [
  { what: 'DPoP', options: { useDpop: true }, starts: 'first' },
  { what: 'an encrypted store', options: { cacheLocation: 'indexeddb' }, starts: 'whole' },
  { what: 'a store of the application', options: { cache: { get() {}, set() {}, remove() {} } }, starts: 'whole' },
  { what: 'a clock of the application', options: { nowProvider: () => 0 }, starts: 'whole' },
  { what: 'logins kept in cookies', options: { useCookiesForTransactions: true }, starts: 'first' },
  { what: 'an anonymous session', options: { createAnonymousSessionOnFailedSilentAuth: true }, starts: 'whole' },
  { what: 'an answer of the tenant', page: { search: '?code=1&state=2' }, starts: 'whole' },
  { what: 'a session', page: { cookie: 'a=b; auth0.client.is.authenticated=true' }, starts: 'whole' },
  { what: 'a session of the old kind', page: { cookie: 'auth0.is.authenticated=true' }, starts: 'whole' },
  { what: 'a session of another client', page: { cookie: 'auth0.other.is.authenticated=true' }, starts: 'first' },
  {
    what: 'a session in localStorage',
    page: { cookie: 'auth0.client.is.authenticated=true' },
    options: { cacheLocation: 'localstorage' },
    starts: 'first',
  },
  { what: 'nobody', starts: 'first' },
];

for (const { what, page, options, starts } of SITUATIONS) {
  test(`with ${what} a page starts with the ${starts === 'first' ? 'small' : 'whole'} wasm, and with it alone`, () =>
    visit(async () => {
      await new facade.Auth0Client({ ...base, ...options }).getUser();
      assert.deepEqual(calls, [`${starts}: new`, `${starts}: getUser`]);
    }, page));
}

test('where cookies are refused a page starts with the small wasm', () =>
  visit(async () => {
    Object.defineProperty(globalThis.document, 'cookie', {
      get() {
        throw new Error('refused');
      },
    });
    await new facade.Auth0Client(base).getUser();
    assert.deepEqual(calls, ['first: new', 'first: getUser']);
  }));

test('init() loads the whole wasm, and the small one is not used', () =>
  visit(async () => {
    await facade.init();
    await new facade.Auth0Client(base).getUser();
    assert.deepEqual(calls, ['whole: new', 'whole: getUser']);
  }));

test('with DPoP the whole wasm comes soon, whoever is there', () =>
  visit(async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      answers = { getUser: undefined };
      await new facade.Auth0Client({ ...base, useDpop: true }).getUser();
      mock.timers.tick(60_000);
      while (!calls.includes('whole: new')) await new Promise((resolve) => setImmediate(resolve));
    } finally {
      mock.timers.reset();
    }
  }));

test('whoever is signed in gets the whole wasm soon, without a call; who is not does not', () =>
  visit(async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      answers = { getUser: undefined };
      const client = new facade.Auth0Client({ ...base, cacheLocation: 'localstorage' });
      await client.getUser();
      mock.timers.tick(60_000);
      await new Promise((resolve) => setImmediate(resolve));
      assert.ok(!calls.includes('whole: new'));
      answers = { getUser: { sub: 'ada' } };
      await Promise.all([client.getUser(), client.getUser()]);
      const made = () => calls.filter((call) => call === 'whole: new').length;
      assert.equal(made(), 0);
      mock.timers.tick(60_000);
      while (made() === 0) await new Promise((resolve) => setImmediate(resolve));
      calls = [];
      assert.equal(await client.getUser(), 'whole getUser');
      assert.deepEqual(calls, ['whole: getUser']);
    } finally {
      mock.timers.reset();
    }
  }));
