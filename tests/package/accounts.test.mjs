// Connected accounts in the façade: what reaches the core, and lists read page after page.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { inPage } from './support/page.mjs';

const base = { domain: 'tenant.example', clientId: 'client' };

// What a list has, by where a page of it begins.
const PAGES = {
  start: { items: ['a', 'b'], next: 'second' },
  second: { items: [], next: 'third' },
  third: { items: ['c'] },
};

let calls;
let facade;

const LISTS = [
  ['connectedAccounts', 'listConnectedAccounts', 'accounts'],
  ['connectedAccountConnections', 'listConnectedAccountConnections', 'connections'],
];

beforeEach(async () => {
  calls = [];
  facade = await loadFacade();
  globalThis.fakeCore = class {
    async deleteConnectedAccount(id) {
      calls.push(id);
    }
  };
  for (const [, method, name] of LISTS) {
    globalThis.fakeCore.prototype[method] = async (options) => {
      calls.push(options);
      const { items, ...rest } = PAGES[options.from ?? 'start'];
      return { [name]: items, ...rest };
    };
  }
});

/** Everything that an iterator gives. */
async function collect(iterator) {
  const items = [];
  for await (const item of iterator) items.push(item);
  return items;
}

/** The same methods at both places. */
const PLACES = [
  ['the client', (client) => client],
  ['client.myAccount', ({ myAccount }) => myAccount],
];

/** Runs in a page, with a new client. */
const withClient = (run) => inPage(() => run(new facade.Auth0Client(base)));

test('an id reaches the core as a text, and none as none', () =>
  withClient(async (client) => {
    for (const id of ['cac_1', 7, undefined]) await client.deleteConnectedAccount(id);
    assert.deepEqual(calls, ['cac_1', '7', undefined]);
  }));

for (const [all, , name] of LISTS) {
  for (const [place, at] of PLACES) {
    test(`${all} of ${place} gives the ${name} of every page, also after an empty one`, () =>
      withClient(async (client) => {
        assert.deepEqual(await collect(at(client)[all]()), ['a', 'b', 'c']);
        assert.deepEqual(
          calls.map(({ from }) => from),
          [undefined, 'second', 'third'],
        );
      }));
  }

  test(`${all} keeps the options on every page, and begins where it is told`, () =>
    withClient(async (client) => {
      const options = Object.freeze({ take: 2, from: 'second' });
      assert.deepEqual(await collect(client[all](options)), ['c']);
      assert.deepEqual(calls, [
        { take: 2, from: 'second' },
        { take: 2, from: 'third' },
      ]);
    }));

  test(`${all} on a server says that it needs a page`, async () => {
    const iterator = new facade.Auth0Client(base)[all]();
    await assert.rejects(iterator.next(), { error: 'no_window' });
  });
}

test('client.myAccount is there at once, stays the same, and reaches the same core', () =>
  withClient(async (client) => {
    const { myAccount } = client;
    assert.ok(myAccount instanceof facade.MyAccountApiClient);
    for (const method of ['connectAccount', 'completeAccount']) {
      globalThis.fakeCore.prototype[method] = async (request) => ({ method, request });
      const request = { auth_session: 's' };
      assert.deepEqual(await myAccount[method](request), { method, request });
    }
    await myAccount.deleteConnectedAccount(7);
    assert.deepEqual(calls, ['7']);
    assert.equal(client.myAccount, myAccount);
  }));

test('client.myAccount on a server says that it needs a page', async () => {
  const { myAccount } = new facade.Auth0Client(base);
  await assert.rejects(myAccount.connectAccount({}), { error: 'no_window', message: /connectAccount needs/ });
});

test('nothing is read before it is asked for, and no page that is not needed', () =>
  withClient(async (client) => {
    const iterator = client.connectedAccounts();
    await client.deleteConnectedAccount('cac_1');
    assert.equal(calls.length, 1);
    for await (const account of iterator) if (account === 'b') break;
    assert.equal(calls.length, 2);
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
    assert.equal(calls.length, 2);
  }));

test('it goes through the public method: whoever overrides that one decides', () =>
  inPage(async () => {
    class Mine extends facade.Auth0Client {
      async listConnectedAccounts() {
        return { accounts: ['mine'] };
      }
    }
    assert.deepEqual(await collect(new Mine(base).connectedAccounts()), ['mine']);
  }));

test('what is asked for at once comes in order, each once', () =>
  withClient(async (client) => {
    const iterator = client.connectedAccounts();
    const results = await Promise.all(Array.from({ length: 5 }, () => iterator.next()));
    assert.deepEqual(
      results.map(({ value }) => value),
      ['a', 'b', 'c', undefined, undefined],
    );
    assert.deepEqual(
      results.map(({ done }) => done),
      [false, false, false, true, true],
    );
    assert.equal(calls.length, 3);
  }));

test('stopping while a page is read ends the list', () =>
  withClient(async (client) => {
    const iterator = client.connectedAccounts();
    const [first, stopped, after] = await Promise.all([iterator.next(), iterator.return(), iterator.next()]);
    assert.deepEqual([first.value, stopped.done, after.done], ['a', true, true]);
  }));

test('a failure is thrown once and ends the list', () =>
  withClient(async (client) => {
    const failure = new Error('no');
    globalThis.fakeCore.prototype.listConnectedAccounts = () => Promise.reject(failure);
    const iterator = client.connectedAccounts();
    await assert.rejects(iterator.next(), failure);
    assert.equal((await iterator.next()).done, true);
  }));

test('a page that names itself as the next one is refused, not read for ever', () =>
  withClient(async (client) => {
    globalThis.fakeCore.prototype.listConnectedAccounts = async ({ from }) => ({ accounts: [from], next: 'same' });
    const iterator = client.connectedAccounts();
    assert.deepEqual(await iterator.next(), { done: false, value: undefined });
    await assert.rejects(iterator.next(), { error: 'invalid_response', message: /follows itself/ });
    assert.equal((await iterator.next()).done, true);
  }));
