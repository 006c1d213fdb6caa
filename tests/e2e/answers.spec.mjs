// Token answers of other shapes than the local tenant's: what is taken, and what is refused.
import { expect, test } from './support/fixtures.mjs';

/** Changes the next token answers on their way to the page. */
async function rewrite(app, change) {
  await app.page.unroute('**/oauth/token');
  await app.page.route('**/oauth/token', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change(await response.json()) });
  });
}

/** The claims of a token replaced, unsigned: for clients that do not verify the signature. */
function withClaims(token, change) {
  const [header, payload, signature] = token.split('.');
  const claims = change(JSON.parse(Buffer.from(payload, 'base64url')));
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

const silently = () =>
  window.failure(() => window.client.getTokenSilently({ cacheMode: 'off', detailedResponse: true }));

test('the type of a token is Bearer, however it is written or if it is missing; another one is refused', async ({
  app,
}) => {
  await app.signIn();
  for (const type of ['bearer', 'BEARER', undefined]) {
    await rewrite(app, (body) => ({ ...body, token_type: type }));
    expect(await app.run(silently)).toMatchObject({ resolved: { token_type: 'Bearer' } });
  }
  await rewrite(app, (body) => ({ ...body, token_type: 'mac' }));
  const refusal = await app.run(silently);
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'unsupported_token_type' });
  expect(refusal.message).toContain('"mac"');
});

test('an answer without an access token, or with another kind of value for it, is a request_error', async ({ app }) => {
  await app.signIn();
  for (const token of [undefined, null, '', 7, {}]) {
    await rewrite(app, (body) => ({ ...body, access_token: token }));
    expect(await app.run(silently), String(token)).toMatchObject({ error: 'request_error', status: 200 });
  }
  for (const body of [null, [], 'text', 7]) {
    await rewrite(app, () => body);
    expect(await app.run(silently), JSON.stringify(body)).toMatchObject({ error: 'request_error', status: 200 });
  }
});

test('an answer without a scope: none is claimed, and the token answers for what was asked', async ({ app }) => {
  await app.signIn();
  await rewrite(app, ({ scope: _, ...body }) => body);
  const fresh = await app.run(silently);
  expect(Object.keys(fresh.resolved)).toEqual(['id_token', 'token_type', 'access_token', 'expires_in']);
  const cached = await app.run(() => window.client.getTokenSilently({ detailedResponse: true }));
  expect(cached).toEqual(fresh.resolved);
});

test('a lifetime of any shape never makes a token live for ever', async ({ app }) => {
  await app.signIn();
  const cases = [
    ['300', true],
    [1e300, true],
    [-5, false],
    [0, false],
    [30, false],
    ['soon', false],
    [null, false],
    [{}, false],
  ];
  for (const [value, serves] of cases) {
    await rewrite(app, (body) => ({ ...body, expires_in: value }));
    const fresh = await app.run(silently);
    expect(fresh, JSON.stringify(value)).toMatchObject({ resolved: { access_token: expect.any(String) } });
    const cached = await app.run(() => window.client.getTokenSilently({ cacheMode: 'cache-only' }));
    expect(cached, JSON.stringify(value)).toBe(serves ? fresh.resolved.access_token : undefined);
  }
});

test('members nobody knows are kept in the store as they came, and shown to nobody', async ({ app }) => {
  const options = { cacheLocation: 'localstorage' };
  await rewrite(app, (body) => ({ ...body, more: { deep: [1, null] }, session_state: 's' }));
  await app.signIn({ options });
  const { stored, shown } = await app.run(async () => ({
    stored: JSON.parse(localStorage.getItem('@@auth0spajs@@::demo-spa::default::openid profile email')).body,
    shown: await window.client.getTokenSilently({ detailedResponse: true }),
  }));
  expect(stored).toMatchObject({ more: { deep: [1, null] }, session_state: 's' });
  expect(stored.id_token).toBeUndefined();
  expect(Object.keys(shown)).toEqual(['id_token', 'token_type', 'access_token', 'scope', 'expires_in']);
});

test('claims of any name and value reach the user, and touch no prototype', async ({ app }) => {
  const options = { verifyIdTokenSignature: false, cacheLocation: 'localstorage' };
  const text = '{"__proto__":{"polluted":true},"constructor":"c","toString":"t","": "empty","a.b":[],"n":-0.5e3}';
  await rewrite(app, (body) => ({
    ...body,
    id_token: withClaims(body.id_token, (claims) => Object.defineProperties(claims, ownOf(text))),
  }));
  await app.signIn({ options });
  const seen = await app.run(async (changes) => {
    const again = await window.make(changes).getUser();
    return [await window.client.getUser(), again].map((user) => ({
      text: JSON.stringify(user),
      polluted: user.polluted ?? {}.polluted ?? null,
    }));
  }, options);
  for (const { text: shown, polluted } of seen) {
    for (const [name, value] of Object.entries(JSON.parse(text))) {
      expect(shown).toContain(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
    }
    expect(polluted).toBeNull();
  }
});

const ownOf = (text) => Object.getOwnPropertyDescriptors(JSON.parse(text));

test('times of an ID token that no calendar knows are judged, not stumbled over', async ({ app }) => {
  const options = { verifyIdTokenSignature: false };
  const cases = [
    [{ exp: 1e300 }, 'resolved'],
    [{ exp: -1e300 }, /^Expiration Time \(exp\) claim error/],
    [{ exp: '9999999999' }, /^Expiration Time \(exp\) claim must be a number/],
    [{ nbf: 1e300 }, /^Not Before time \(nbf\)/],
    [{ nbf: 'soon' }, 'resolved'],
    [{ iat: 1e300 }, 'resolved'],
    [{ aud: [] }, /^Audience \(aud\) claim/],
    [{ aud: ['demo-spa'] }, 'resolved'],
    [{ aud: ['demo-spa', 7, null], azp: 'demo-spa' }, 'resolved'],
    [{ sub: 7 }, /^Subject \(sub\) claim must be a string/],
    [{ nonce: ['list'] }, /^Nonce \(nonce\) claim must be a string/],
  ];
  await app.signIn({ options });
  for (const [changes, expected] of cases) {
    await rewrite(app, (body) => ({
      ...body,
      id_token: withClaims(body.id_token, (claims) => ({ ...claims, ...changes })),
    }));
    const outcome = await app.run(silently);
    const what = `${JSON.stringify(changes)}: ${JSON.stringify(outcome)}`;
    if (expected === 'resolved') expect(outcome.resolved, what).toMatchObject({ token_type: 'Bearer' });
    else expect(outcome.message, what).toMatch(expected);
  }
});

test('a token of another form than a JWT is passed on untouched', async ({ app }) => {
  await rewrite(app, (body) => ({ ...body, access_token: 'opaque-Ünïcode "token" \\ ' }));
  await app.signIn({ options: { cacheLocation: 'localstorage' } });
  expect(await app.run(() => window.client.getTokenSilently())).toBe('opaque-Ünïcode "token" \\ ');
});
