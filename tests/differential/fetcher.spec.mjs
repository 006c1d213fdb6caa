// createFetcher and fetchWithAuth: addresses, headers, tokens, nonces and what goes wrong.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = {
  ...TELEMETRY,
  useRefreshTokens: true,
  authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' },
};
const BOUND = { ...OPTIONS, useDpop: true };

/** Makes a fetcher whose transport tells what it was asked for, with a token that is given. */
function installFetcher() {
  window.told = async ({ config, info, init, params, token, answers = [{}] }) => {
    const seen = [];
    const asked = [];
    const left = [...answers];
    const fetcher = window.client.createFetcher({
      ...(token === undefined ? {} : { getAccessToken: async (given) => (asked.push(given), token ?? undefined) }),
      fetch: async (request) => {
        const body = request.body === null ? null : await request.text();
        seen.push({ method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body });
        const { status = 200, headers = {}, body: text = 'body' } = left.shift() ?? {};
        return new Response(text, { status, headers });
      },
      ...config,
    });
    const answer = await fetcher
      .fetchWithAuth(info, init ?? undefined, params ?? undefined)
      .then((response) => ({ status: response.status, type: Object.prototype.toString.call(response) }))
      .catch((error) => error);
    return { answer, seen, asked };
  };
}

const ADDRESSES = {
  'an address': { info: 'https://api.example.com/x?y=1#z' },
  'a path below a base': { config: { baseUrl: 'https://api.example.com/v1' }, info: 'x' },
  'a path with a slash': { config: { baseUrl: 'https://api.example.com/v1' }, info: '/x' },
  'a path with a dot': { config: { baseUrl: 'https://api.example.com/v1' }, info: './x' },
  'a query only': { config: { baseUrl: 'https://api.example.com/v1' }, info: '?q=1' },
  'nothing below a base': { config: { baseUrl: 'https://api.example.com/v1' }, info: '' },
  'a base with slashes': { config: { baseUrl: 'https://api.example.com/v1//' }, info: '//x' },
  'an address in spite of a base': {
    config: { baseUrl: 'https://api.example.com/' },
    info: 'HTTPS://other.example.com/x',
  },
  'an empty base': { config: { baseUrl: '' }, info: 'https://api.example.com/x' },
  'a path without a base': { info: '/x' },
  'an empty address': { info: '' },
  'a method and headers': {
    info: 'https://api.example.com/x',
    init: {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json', Authorization: 'Basic x' },
    },
  },
};

compare('fetchWithAuth: addresses and headers', async (session) => {
  const { app } = session;
  await app.page.addInitScript(installFetcher);
  await app.open();
  await app.make(TELEMETRY);
  for (const [name, given] of Object.entries(ADDRESSES)) {
    await session.step(name, (call) => window.told(call), { ...given, token: 'the-token' });
  }
  const address = { info: 'https://api.example.com/x' };
  await session.step('parameters of the call', (call) => window.told(call), {
    ...address,
    token: 'the-token',
    params: { scope: ['a', 'b'], audience: 'c' },
  });
  for (const [name, token] of [
    ['a token with details', { access_token: 'the-token', token_type: 'Bearer' }],
    ['a type written small', { access_token: 'the-token', token_type: 'bearer' }],
    ['another type', { access_token: 'the-token', token_type: 'mac' }],
    ['details without a type', { access_token: 'the-token' }],
    ['no token', null],
    ['an empty token', ''],
  ]) {
    await session.step(name, (call) => window.told(call), { ...address, token });
  }
  for (const [name, answers] of [
    ['401', [{ status: 401 }]],
    [
      '401 that asks for a nonce, without DPoP',
      [{ status: 401, headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n' } }],
    ],
    ['a nonce without DPoP', [{ headers: { 'dpop-nonce': 'n' } }]],
    ['500', [{ status: 500 }]],
  ]) {
    await session.step(name, (call) => window.told(call), { ...address, token: 'the-token', answers });
  }
  await session.step('a Request', async () => {
    const info = new Request('https://api.example.com/x', { method: 'PUT', body: 'text', headers: { a: 'b' } });
    return window.told({ info, token: 'the-token' });
  });
  await session.step('a URL', () => window.told({ info: new URL('https://api.example.com/x'), token: 'the-token' }));
  await session.step('a transport that fails', () =>
    window.client
      .createFetcher({ getAccessToken: async () => 't', fetch: async () => Promise.reject(new RangeError('mine')) })
      .fetchWithAuth('https://a.example/'),
  );
  await session.step('a token that fails', () =>
    window.client
      .createFetcher({ getAccessToken: async () => Promise.reject({ mine: true }) })
      .fetchWithAuth('https://a.example/'),
  );
  await session.step('nobody is signed in', () => window.client.createFetcher().fetchWithAuth('https://a.example/'));
});

compare('fetchWithAuth: bound tokens', async (session) => {
  const { app } = session;
  await app.page.addInitScript(installFetcher);
  await app.open();
  await app.make({ ...TELEMETRY, useDpop: true });
  const address = { info: 'https://api.example.com/x?y=1', config: { dpopNonceId: 'api' } };
  const token = { access_token: 'the-token', token_type: 'DPoP' };
  const challenge = (nonce, error = 'use_dpop_nonce') => ({
    status: 401,
    headers: { 'www-authenticate': `DPoP error="${error}"`, ...(nonce ? { 'dpop-nonce': nonce } : {}) },
  });
  const calls = {
    'a bound token': { ...address, token },
    'a text and a nonce id': { ...address, token: 'the-token' },
    'a bearer token and a nonce id': { ...address, token: { access_token: 't', token_type: 'Bearer' } },
    'a bound token without a nonce id': { info: address.info, token },
    'a nonce is asked for': { ...address, token, answers: [challenge('n1'), {}] },
    'the nonce of before': { ...address, token },
    'a nonce in a success': { ...address, token, answers: [{ headers: { 'dpop-nonce': 'n2' } }] },
    'and it is used': { ...address, token },
    'a nonce is asked for twice': { ...address, token, answers: [challenge('n3'), challenge('n4')] },
    'a nonce is asked for and none is given': { ...address, token, answers: [challenge()] },
    'an invalid nonce': { ...address, token, answers: [challenge('n5', 'invalid_dpop_nonce'), {}] },
    'an invalid token': { ...address, token, answers: [challenge(undefined, 'invalid_token')] },
    'with a body': { ...address, token, init: { method: 'POST', body: 'text' }, answers: [challenge('n6'), {}] },
  };
  for (const [name, given] of Object.entries(calls)) await session.step(name, (call) => window.told(call), given);
  await session.step('a Request with a body', () => {
    const info = new Request('https://api.example.com/x', { method: 'POST', body: 'text' });
    return window.told({
      info,
      config: { dpopNonceId: 'api' },
      token: { access_token: 'the-token', token_type: 'DPoP' },
      answers: [
        { status: 401, headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n7' } },
        {},
      ],
    });
  });
});

for (const [kind, options] of Object.entries({ bearer: OPTIONS, bound: BOUND })) {
  compare(`fetchWithAuth at the API, ${kind}`, async (session) => {
    const { app } = session;
    await app.open();
    await session.signIn({ options });
    const call = async ([config, path, params]) => {
      const base = { baseUrl: window.settings.api, ...config };
      const response = await window.client.createFetcher(base).fetchWithAuth(path, undefined, params ?? undefined);
      return { status: response.status };
    };
    await session.step('by default', call, [{}, '/calendar', null]);
    await session.step('with a nonce id', call, [{ dpopNonceId: 'api' }, '/calendar', null]);
    await session.step('with scopes', call, [{ dpopNonceId: 'api' }, '/calendar', { scope: ['write:calendar'] }]);
  });
}
