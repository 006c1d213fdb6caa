// What the façade does about popups: it opens them, in the task of the caller, and hands them on.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { loadFacade } from './support/facade.mjs';
import { inPage } from './support/page.mjs';

const base = { domain: 'tenant.example', clientId: 'client' };
const METHODS = ['loginWithPopup', 'getTokenWithPopup', 'connectAccountWithPopup'];

let calls;
let facade;
let opened;

/** A window that closes. */
const makeWindow = () => ({ closed: false, close: () => undefined });

/** Runs with a page whose `open` gives these windows, one after the other. */
function withPopups(windows, run) {
  opened = [];
  const open = (...args) => {
    opened.push(args);
    return windows.length > 1 ? windows.shift() : windows[0];
  };
  return inPage(run, { open, screenX: 10, screenY: 20, innerWidth: 1000, innerHeight: 800 });
}

beforeEach(async () => {
  calls = [];
  facade = await loadFacade();
  globalThis.fakeCore = class {};
  for (const method of METHODS) {
    globalThis.fakeCore.prototype[method] = async (...args) => {
      calls.push([method, ...args]);
      return method;
    };
  }
});

for (const method of METHODS) {
  test(`${method} opens the window at once, writes it into the settings, and hands both on`, async () => {
    const popup = makeWindow();
    await withPopups([popup], async () => {
      const client = new facade.Auth0Client(base);
      const [options, config] = [{ some: 'option' }, {}];
      const done = client[method](options, config);
      const features = 'left=310,top=120,width=400,height=600,resizable,scrollbars=yes,status=1';
      assert.deepEqual(opened, [['', 'auth0:authorize:popup', features]]);
      assert.equal(config.popup, popup);
      assert.equal(await done, method);
      assert.deepEqual(calls, [[method, options, config]]);
      assert.equal(calls[0][2], config);
      await client[method]();
      assert.equal(calls[1][2].popup, popup);
    });
  });

  test(`${method} without a window is a PopupOpenError, and nothing is loaded`, async () => {
    for (const nothing of [null, undefined]) {
      await withPopups([nothing], async () => {
        await assert.rejects(new facade.Auth0Client(base)[method](), facade.PopupOpenError);
        assert.deepEqual(calls, []);
      });
    }
  });

  test(`${method} on a server says so`, async () => {
    await assert.rejects(new facade.Auth0Client(base)[method](), { error: 'no_window' });
  });
}

test('a window of the application is used, unless it is closed', async () => {
  const own = makeWindow();
  const popup = makeWindow();
  await withPopups([popup], async () => {
    const client = new facade.Auth0Client(base);
    const config = { popup: own };
    await client.loginWithPopup({}, config);
    assert.deepEqual([opened, config.popup], [[], own]);
    own.closed = true;
    await client.loginWithPopup({}, config);
    assert.equal(config.popup, popup);
  });
});

test('while one is open, another has no name: two logins must not share a window', async () => {
  const first = makeWindow();
  await withPopups([first, makeWindow(), makeWindow()], async () => {
    const [one, other] = [new facade.Auth0Client(base), new facade.Auth0Client(base)];
    await Promise.all([one.loginWithPopup(), other.loginWithPopup()]);
    first.closed = true;
    await one.loginWithPopup();
    assert.deepEqual(
      opened.map(([, name]) => name),
      ['auth0:authorize:popup', '_blank', 'auth0:authorize:popup'],
    );
  });
});

test('what was called off before opens nothing', async () => {
  const reason = { mine: true };
  await withPopups([makeWindow()], async () => {
    const signal = AbortSignal.abort(reason);
    await assert.rejects(new facade.Auth0Client(base).loginWithPopup({}, { signal }), (error) => error === reason);
    assert.deepEqual([opened, calls], [[], []]);
  });
});

test('a core that cannot be had leaves no empty window', async () => {
  globalThis.fakeCore = class {
    constructor() {
      throw Object.assign(new Error('d s'), { name: 'InvalidConfigurationError', error: 'x', suggestion: 's' });
    }
  };
  const popup = makeWindow();
  popup.close = () => (popup.closed = true);
  await withPopups([popup], async () => {
    await assert.rejects(new facade.Auth0Client(base).loginWithPopup(), facade.InvalidConfigurationError);
    assert.equal(popup.closed, true);
  });
});

test('errors of the core keep the window they bring', async () => {
  const popup = makeWindow();
  globalThis.fakeCore.prototype.loginWithPopup = async (options, config) => {
    throw Object.assign(new Error('Popup closed'), {
      name: 'PopupCancelledError',
      error: 'cancelled',
      popup: config.popup,
    });
  };
  await withPopups([popup], async () => {
    const refused = new facade.Auth0Client(base).loginWithPopup();
    await assert.rejects(refused, (error) => error instanceof facade.PopupCancelledError && error.popup === popup);
  });
});
