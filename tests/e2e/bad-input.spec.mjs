// Values that no one means to pass, and entries that no one means to store: a typed error or none, never a hang,
// and the page goes on.
import { expect, test } from './support/fixtures.mjs';

/** The page and its wasm still work, for this client and for a new one. */
async function expectUsable(app) {
  const seen = await app.run(async () => {
    const later = new window.sdk.Auth0Client(window.options());
    return [
      await window.failure(() => later.isAuthenticated()),
      await window.failure(() => later.loginWithRedirect({ openUrl: () => {} })),
    ];
  });
  expect(seen).toEqual([{ resolved: false }, {}]);
}

const ODD_STATES = {
  'refers to itself': () => {
    const cyclic = {};
    cyclic.self = cyclic;
    return cyclic;
  },
  'holds a BigInt': () => ({ big: 1n }),
  'throws when it is written': () => ({
    toJSON() {
      throw new TypeError('not this one');
    },
  }),
};

for (const [what, make] of Object.entries(ODD_STATES)) {
  test(`an appState that ${what} is refused as JSON.stringify refuses it, before the page is left`, async ({ app }) => {
    await app.open();
    const seen = await app.run(
      async (text) => {
        const appState = window.made(text);
        let left = 0;
        const openUrl = () => (left += 1);
        const outcome = await window.failure(() => window.make().loginWithRedirect({ appState, openUrl }));
        return { outcome, left, stored: sessionStorage.length };
      },
      await put(app, make),
    );
    expect(seen).toMatchObject({ outcome: { name: 'TypeError' }, left: 0, stored: 0 });
    await expectUsable(app);
  });
}

/** Takes a function to the page, whose policy forbids making one from text there. */
async function put(app, make) {
  await app.page.evaluate(`window.made = ${make}`);
}

test('an appState may hold what JSON leaves out: functions, methods and symbols', async ({ app }) => {
  await app.open();
  await app.run(() => {
    const appState = { target: '/x', after() {}, mark: Symbol('mark'), list: [() => {}, 1] };
    void window.make().loginWithRedirect({ appState });
  });
  await app.choose('ada');
  expect(await app.finish()).toEqual({ appState: { target: '/x', list: [null, 1] }, response_type: 'code' });
});

// As deep as JSON is read, but for what is around it.
test('a deep appState comes back whole', async ({ app }) => {
  await app.open();
  const depth = await app.run(async () => {
    const appState = JSON.parse('['.repeat(1990) + ']'.repeat(1990));
    await window.make().loginWithRedirect({ appState, openUrl: () => {} });
    const kept = sessionStorage.getItem('a0.spajs.txs.demo-spa');
    return kept.split('[').length - 1;
  });
  expect(depth).toBe(1990);
});

test('authorization parameters that refer to themselves are refused, by name', async ({ app }) => {
  await app.open();
  for (const method of ['loginWithRedirect', 'getTokenSilently']) {
    const refusal = await app.run((name) => {
      const authorizationParams = { custom: {} };
      authorizationParams.custom.self = authorizationParams;
      return window.failure(() => window.make()[name]({ authorizationParams, openUrl: () => {}, timeoutInSeconds: 1 }));
    }, method);
    expect(refusal, method).toMatchObject({ error: 'invalid_configuration' });
    expect(refusal.message).toContain('`authorizationParams`');
  }
  await expectUsable(app);
});

test('an address that is no text is taken as its text', async ({ app }) => {
  await app.open();
  for (const kind of ['URL', 'Location', 'number', 'object']) {
    const refusal = await app.run((wanted) => {
      const values = { URL: new URL('/?code=1&state=2', location), Location: location, number: 7, object: {} };
      return window.failure(() => window.make().handleRedirectCallback(values[wanted]));
    }, kind);
    expect(refusal.name, kind).not.toBe('RuntimeError');
    expect(refusal.message, kind).toMatch(/Invalid state|no query params|must be a (string|text)/);
  }
  await expectUsable(app);
});

const NUMBERS = [Infinity, NaN, 1e300, 1e12, 3e6, -1, 0];
const OPTIONS = ['leeway', 'authorizeTimeoutInSeconds', 'httpTimeoutInSeconds', 'sessionCheckExpiryDays'];

for (const name of OPTIONS) {
  test(`whatever number ${name} is, tokens can be had or the option is named`, async ({ app }) => {
    await app.signIn();
    for (const value of NUMBERS) {
      const outcome = await app.run(
        ([option, text]) =>
          window.failure(() => window.make({ [option]: Number(text) }).getTokenSilently({ cacheMode: 'off' })),
        [name, String(value)],
      );
      const named = outcome.error === 'invalid_configuration' && outcome.message.includes(`\`${name}\``);
      expect(named || typeof outcome.resolved === 'string', `${value}: ${JSON.stringify(outcome)}`).toBe(true);
    }
    expect(await app.run(() => document.cookie)).toContain('auth0.demo-spa.is.authenticated=true');
  });
}

test('a clock that gives an impossible time is refused or judges by it, and does not break the page', async ({
  app,
}) => {
  await app.open();
  for (const [index, value] of [1e300, -1e300, 8.64e15 + 1, -1].entries()) {
    await app.open();
    await app.bringAnswer({ as: index === 0 ? 'ada' : false });
    const outcome = await app.run(
      (now) => window.failure(() => window.make({ nowProvider: () => now }).handleRedirectCallback()),
      value,
    );
    expect(outcome.name, `${value}: ${JSON.stringify(outcome)}`).not.toBe('RuntimeError');
    expect(outcome.unsettled).toBeUndefined();
    await expectUsable(app);
  }
});

const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);
const NESTED = [
  ['localStorage', '@@auth0spajs@@::demo-spa::@@user@@', `{"id_token":"x","decodedToken":{"user":${DEEP}}}`],
  ['localStorage', '@@auth0spajs@@::demo-spa::default::openid profile email', DEEP],
  ['sessionStorage', 'a0.spajs.txs.demo-spa', DEEP],
  ['sessionStorage', 'a0.spajs.txs.demo-spa.pending', DEEP],
];

for (const [area, key, text] of NESTED) {
  test(`an entry ${key} nested beyond reason is as good as none`, async ({ app }) => {
    await app.open();
    const seen = await app.run(
      async ([place, name, value]) => {
        window[place].setItem(name, value);
        const client = window.make({ cacheLocation: 'localstorage' });
        return [
          await window.failure(() => client.getUser()),
          await window.failure(() => client.getTokenSilently({ cacheMode: 'cache-only' })),
          await window.failure(() => client.handleRedirectCallback(`${location.origin}/?code=a&state=b`)),
        ];
      },
      [area, key, text],
    );
    expect(seen).toMatchObject([{}, {}, { error: 'missing_transaction' }]);
    expect(seen[0]).toEqual({});
    expect(seen[1]).toEqual({});
    await expectUsable(app);
  });
}

test('a cache that gives a value which refers to itself counts as empty', async ({ app }) => {
  await app.open();
  const seen = await app.run(async () => {
    const cyclic = { body: {} };
    cyclic.body.self = cyclic;
    const cache = { get: () => cyclic, set: () => {}, remove: () => {}, allKeys: () => [] };
    const client = window.make({ cache });
    return [
      await window.failure(() => client.getUser()),
      await window.failure(() => client.getTokenSilently({ cacheMode: 'cache-only' })),
    ];
  });
  expect(seen).toEqual([{}, {}]);
  await expectUsable(app);
});

test('a cache that lacks its methods, or lists no list, is told so', async ({ app }) => {
  await app.open();
  const seen = await app.run(async () => {
    const nothing = { get: () => undefined, set: () => {}, remove: () => {} };
    return [
      await window.failure(() => window.make({ cache: {} }).getUser()),
      await window.failure(() => window.make({ cache: { ...nothing, allKeys: () => 7 } }).getUser()),
      await window.failure(() => window.make({ cache: { ...nothing, get: () => 'text' } }).getUser()),
    ];
  });
  expect(seen).toMatchObject([{ name: 'TypeError' }, {}, {}]);
  await expectUsable(app);
});
