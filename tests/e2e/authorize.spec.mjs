// What a login asks the tenant for.
import { createHash } from 'node:crypto';
import { CALENDAR, expect, test } from './support/fixtures.mjs';
import { names, pairs, seenBy } from './support/wire.mjs';

const SECRET = /^[\w.~-]{43}$/;

/** The URL that a login would open, and the transaction it left. */
async function authorizeUrl(app, { options, login } = {}) {
  await app.open();
  return app.run(
    async ([changes, given]) => {
      let opened;
      const client = window.make(changes);
      await client.loginWithRedirect({ ...given, openUrl: (url) => (opened = url) });
      return { text: opened, stored: JSON.parse(sessionStorage.getItem('a0.spajs.txs.demo-spa')) };
    },
    [options, login],
  );
}

test('the parameters of a plain login, in their order', async ({ app, tenant }) => {
  const { text } = await authorizeUrl(app);
  expect(text.startsWith(`${tenant.url}/authorize?`)).toBe(true);
  expect(names(new URL(text).search)).toEqual([
    'client_id',
    'scope',
    'redirect_uri',
    'response_type',
    'response_mode',
    'state',
    'nonce',
    'code_challenge',
    'code_challenge_method',
    'auth0Client',
  ]);
});

test('the whole URL, byte for byte, with parameters of the client and of the call', async ({ app, site, tenant }) => {
  const { text, stored } = await authorizeUrl(app, {
    options: { authorizationParams: { audience: CALENDAR, ui_locales: 'de fr', custom: 'a&b=c/ü~*\'"+' } },
    login: {
      authorizationParams: { custom: 'the call wins', scope: 'read:calendar openid', login_hint: 'ada@example.com' },
    },
  });
  const challenge = createHash('sha256').update(stored.code_verifier).digest('base64url');
  const query = new URLSearchParams([
    ['client_id', 'demo-spa'],
    ['scope', 'openid profile email read:calendar'],
    ['redirect_uri', `${site.url}/callback`],
    ['audience', CALENDAR],
    ['ui_locales', 'de fr'],
    ['custom', 'the call wins'],
    ['login_hint', 'ada@example.com'],
    ['response_type', 'code'],
    ['response_mode', 'query'],
    ['state', stored.state],
    ['nonce', stored.nonce],
    ['code_challenge', challenge],
    ['code_challenge_method', 'S256'],
  ]);
  const telemetry = text.split('&auth0Client=')[1];
  expect(text).toBe(`${tenant.url}/authorize?${query}&auth0Client=${telemetry}`);
  expect(telemetry).toBe(encodeURIComponent(decodeURIComponent(telemetry)));
});

test('values are encoded as forms are', async ({ app }) => {
  const odd = 'a&b=c/ü~*\'"+ %';
  const { text } = await authorizeUrl(app, { login: { authorizationParams: { custom: odd } } });
  expect(text).toContain(`&${new URLSearchParams({ custom: odd })}&`);
});

test('every known parameter reaches the tenant, and numbers are written out', async ({ app }) => {
  const given = {
    display: 'page',
    prompt: 'login',
    max_age: 60,
    ui_locales: 'de',
    id_token_hint: 'hint',
    screen_hint: 'signup',
    login_hint: 'ada@example.com',
    acr_values: 'mfa',
    connection: 'google',
    organization: 'org_acme',
    invitation: 'ticket',
    session_transfer_token: 'transfer',
    experiment_id: 'e',
    variation_id: 'v',
    segment_id: 's',
    'ext-own': 'x',
  };
  const { text } = await authorizeUrl(app, { login: { authorizationParams: given } });
  const sent = Object.fromEntries(new URL(text).searchParams);
  const written = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  expect(sent).toMatchObject(written);
});

test('what the protocol fixes, a caller cannot change', async ({ app }) => {
  const { text, stored } = await authorizeUrl(app, {
    login: {
      authorizationParams: {
        response_type: 'token',
        response_mode: 'fragment',
        state: 'mine',
        nonce: 'mine',
        code_challenge: 'mine',
        code_challenge_method: 'plain',
      },
    },
  });
  const sent = Object.fromEntries(new URL(text).searchParams);
  expect(sent).toMatchObject({
    response_type: 'code',
    response_mode: 'query',
    state: stored.state,
    nonce: stored.nonce,
    code_challenge_method: 'S256',
  });
  expect(Object.values(sent)).not.toContain('mine');
});

test('an undefined parameter is not sent, and does not erase the default of the client', async ({ app }) => {
  await app.open();
  const text = await app.run(async (audience) => {
    let opened;
    const client = window.make({ authorizationParams: { audience } });
    const authorizationParams = { audience: undefined, invitation: undefined, organization: undefined };
    await client.loginWithRedirect({ authorizationParams, openUrl: (url) => (opened = url) });
    return opened;
  }, CALENDAR);
  const sent = new URL(text).searchParams;
  expect(sent.get('audience')).toBe(CALENDAR);
  expect(sent.has('invitation')).toBe(false);
  expect(sent.has('organization')).toBe(false);
  expect(text).not.toContain('undefined');
});

test('without a redirect URI none is sent: the tenant takes its first one', async ({ app }) => {
  await app.open();
  const text = await app.run(async () => {
    let opened;
    const client = new window.sdk.Auth0Client({ domain: window.settings.domain, clientId: 'demo-spa' });
    await client.loginWithRedirect({ openUrl: (url) => (opened = url) });
    return opened;
  });
  expect(new URL(text).searchParams.has('redirect_uri')).toBe(false);
});

test('state, nonce and verifier are new, unguessable and in the known form', async ({ app }) => {
  const first = await authorizeUrl(app);
  const second = await authorizeUrl(app);
  for (const { stored } of [first, second]) {
    for (const name of ['state', 'nonce']) {
      expect(stored[name]).toHaveLength(60);
      expect(Buffer.from(stored[name], 'base64').toString('latin1')).toMatch(SECRET);
      expect(Buffer.from(stored[name], 'base64').toString('base64')).toBe(stored[name]);
    }
    expect(stored.code_verifier).toMatch(SECRET);
  }
  const secrets = [first, second].flatMap(({ stored }) => [stored.state, stored.nonce, stored.code_verifier]);
  expect(new Set(secrets).size).toBe(6);
});

test('the tenant is told which SDK asks, and no more than that', async ({ app }) => {
  const telemetryOf = (text) => JSON.parse(atob(new URL(text).searchParams.get('auth0Client')));
  const { text } = await authorizeUrl(app);
  expect(telemetryOf(text)).toEqual({ name: 'auth0-spa-wasm', version: expect.stringMatching(/^2\.27\.\d+/) });
  const auth0Client = { name: 'auth0-react', version: '2.24.1', env: { react: '19' }, secret: 'x' };
  const wrapped = await authorizeUrl(app, { options: { auth0Client } });
  expect(telemetryOf(wrapped.text)).toEqual({ name: 'auth0-react', version: '2.24.1' });
});

test('a domain may carry its scheme, and a slash at its end does no harm', async ({ app, tenant }) => {
  const plain = await authorizeUrl(app, { options: { domain: 'example.eu.auth0.com' } });
  expect(plain.text.startsWith('https://example.eu.auth0.com/authorize?')).toBe(true);
  const slash = await authorizeUrl(app, { options: { domain: `${tenant.url}/` } });
  expect(slash.text.startsWith(`${tenant.url}/authorize?`)).toBe(true);
});

test('a fragment for the sign-in page goes to the end of the URL, and the call waits for openUrl', async ({ app }) => {
  await app.open();
  const { opened, order } = await app.run(async () => {
    const order = [];
    let opened;
    await window.make().loginWithRedirect({
      fragment: 'details/of it',
      openUrl: async (url) => {
        opened = url;
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push('opened');
      },
    });
    order.push('returned');
    return { opened, order };
  });
  expect(opened.endsWith('#details/of it')).toBe(true);
  expect(order).toEqual(['opened', 'returned']);
});

test('onRedirect still works, and openUrl wins over it', async ({ app }) => {
  await app.open();
  const called = await app.run(async () => {
    const called = [];
    const client = window.make();
    const onRedirect = async () => void called.push('onRedirect');
    await client.loginWithRedirect({ onRedirect });
    await client.loginWithRedirect({ onRedirect, openUrl: () => void called.push('openUrl') });
    return called;
  });
  expect(called).toEqual(['onRedirect', 'openUrl']);
});

test('the tenant sees the challenge of the verifier that redeems the code', async ({ app, tenant }) => {
  await app.signIn();
  const [asked] = seenBy(tenant, '/authorize');
  const body = Object.fromEntries(pairs(app.wire.tokens()[0].postData()));
  const challenge = createHash('sha256').update(body.code_verifier).digest('base64url');
  expect(asked.query).toMatchObject({ code_challenge: challenge, code_challenge_method: 'S256' });
});
