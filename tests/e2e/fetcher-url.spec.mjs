// createFetcher: which address a request goes to, and which may have a token.
import { expect, test } from './support/fixtures.mjs';
import { refreshing } from './support/refresh.mjs';

const bearer = (more) => refreshing({ ...more });

test('S3-E25 relative paths are joined to the base, absolute URLs are used as they are', async ({ app }) => {
  await app.signIn({ options: bearer() });
  const seen = await app.run(async () => {
    const urlsOf = async (baseUrl, infos) => {
      const urls = [];
      const send = async (request) => {
        urls.push(request.url);
        return { status: 204, headers: {} };
      };
      const fetcher = window.client.createFetcher({ baseUrl, fetch: send });
      for (const info of infos) await fetcher.fetchWithAuth(info);
      return urls;
    };
    const paths = ['x', '/x', '//other.example/x', 'HTTPS://other.example/y', 'http://other.example/z', '?q=1'];
    return {
      plain: await urlsOf('https://h.example/api', paths),
      slash: await urlsOf('https://h.example/api/', ['x', '/x', '//h2.example/x']),
      none: await urlsOf(undefined, ['/here', 'https://h.example/api']),
      objects: await urlsOf('https://h.example/api', [
        new URL('https://other.example/u'),
        new Request('https://other.example/r'),
      ]),
    };
  });
  expect(seen.plain).toEqual([
    'https://h.example/api/x',
    'https://h.example/api/x',
    'http://other.example/x',
    'https://other.example/y',
    'http://other.example/z',
    'https://h.example/api/?q=1',
  ]);
  expect(seen.slash).toEqual(['https://h.example/api/x', 'https://h.example/api/x', 'http://h2.example/x']);
  expect(seen.none).toEqual([`${app.url}/here`, 'https://h.example/api']);
  expect(seen.objects).toEqual(['https://other.example/u', 'https://other.example/r']);
});

/** Bases and inputs, odd ones too. */
const ADDRESSES = [
  ['https://h.example/api', ''],
  ['https://h.example/api', '?q=1'],
  ['https://h.example/api//', 'x'],
  ['https://h.example/api///', 'x'],
  ['https://h.example/api', './x'],
  ['https://h.example/api', '//o.example/x'],
  ['https://h.example/api', ' https://o.example'],
  ['https://h.example/api', 'data:x'],
  ['https://h.example/api', 'ftp://o.example'],
  ['/rel', 'x'],
  ['', 'x'],
];

test('URLs are resolved as by the peer; an empty one is a TypeError that rejects, nothing throws at once', async ({
  app,
}) => {
  await app.open();
  const seen = await app.run(async (addresses) => {
    const resolve = async ({ Auth0Client }) => {
      const client = new Auth0Client(window.options());
      const urls = [];
      const send = async (request) => {
        urls.push(request.url);
        return { status: 204, headers: {} };
      };
      for (const [baseUrl, info] of addresses) {
        const fetcher = client.createFetcher({ baseUrl, getAccessToken: async () => 'token', fetch: send });
        await fetcher.fetchWithAuth(info).catch((error) => urls.push(`${error.name}: ${error.message}`));
      }
      return urls;
    };
    return { ours: await resolve(window.sdk), peers: await resolve(await import('/peer.js')) };
  }, ADDRESSES);
  expect(seen.ours).toEqual(seen.peers);
  expect(seen.ours[0]).toBe('TypeError: `url` must be absolute or `baseUrl` non-empty.');
});

test('W14 BR-06 allowedOrigins: no other origin gets a token, by any form of the address', async ({
  app,
  api,
  otherApi,
}) => {
  await app.signIn({ options: bearer() });
  const seen = await app.run(async () => {
    const { api: own, otherApi: other } = window.settings;
    const fetcher = window.client.createFetcher({ baseUrl: own, allowedOrigins: [own] });
    const inputs = [
      `${other}/calendar`,
      new URL(`${other}/calendar`),
      new Request(`${other}/calendar`),
      other.slice(5),
    ];
    const refusals = await Promise.all(inputs.map((input) => window.failure(() => fetcher.fetchWithAuth(input))));
    return { status: (await fetcher.fetchWithAuth('/calendar')).status, refusals: refusals.map(({ error }) => error) };
  });
  expect(seen).toEqual({ status: 200, refusals: Array(4).fill('origin_not_allowed') });
  expect(otherApi.log.entries(0)).toEqual([]);
  expect(api.log.entries(0).length).toBeGreaterThan(0);
});
