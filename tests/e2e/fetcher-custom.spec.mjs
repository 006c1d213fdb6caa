// createFetcher with a fetch of the application's own: another client, another form of answer.
import { bound } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';

/** In the page: the forms in which clients hand out headers, made from plain members. */
function offerForms() {
  const capital = ([name, value]) => [name.toUpperCase(), value];
  window.forms = {
    'plain members': (headers) => headers,
    'members in capitals': (headers) => Object.fromEntries(Object.entries(headers).map(capital)),
    pairs: (headers) => Object.entries(headers),
    Headers: (headers) => new Headers(headers),
    'an object with get': (headers) => ({ get: (name) => headers[name.toLowerCase()] ?? null }),
    'a Map': (headers) => new Map(Object.entries(headers)),
  };
}

for (const name of ['plain members', 'members in capitals', 'pairs', 'Headers', 'an object with get', 'a Map']) {
  test(`S3-P24 DP-33 headers as ${name}: the nonce is found, and the answer comes out as it went in`, async ({
    app,
  }) => {
    await app.page.addInitScript(offerForms);
    await app.signIn({ options: bound() });
    const seen = await app.run(async (wanted) => {
      const form = window.forms[wanted];
      const challenge = { 'dpop-nonce': 'first', 'www-authenticate': 'DPoP error="use_dpop_nonce"' };
      const last = { status: 200, headers: form({ 'dpop-nonce': 'second' }), data: { mine: true } };
      const requests = [];
      const send = async (request) => {
        requests.push(request);
        return requests.length > 1 ? last : { status: 401, headers: form(challenge) };
      };
      const fetcher = window.client.createFetcher({ fetch: send, dpopNonceId: 'x' });
      const answer = await fetcher.fetchWithAuth('https://h.example/');
      const { nonce } = JSON.parse(atob(requests[1].headers.get('dpop').split('.')[1]));
      return {
        same: answer === last,
        requests: requests.map((request) => request instanceof Request),
        nonce,
        kept: await window.client.getDpopNonce('x'),
      };
    }, name);
    expect(seen).toEqual({ same: true, requests: [true, true], nonce: 'first', kept: 'second' });
  });
}

test('S3-E22 a client in the manner of axios: its own answer comes back unchanged, and the body arrived', async ({
  app,
  api,
}) => {
  await api.switches.set({ rs_nonce: 'required' });
  await app.signIn({ options: bound() });
  const seen = await app.run(async () => {
    const answers = [];
    // Reads the request itself and answers with an object of its own, also for refusals.
    const viaXhr = (request) =>
      new Promise((resolve, reject) => {
        void request.text().then((body) => {
          const xhr = new XMLHttpRequest();
          xhr.open(request.method, request.url);
          for (const [name, value] of request.headers) xhr.setRequestHeader(name, value);
          xhr.onload = () => {
            const lines = xhr.getAllResponseHeaders().trim().split('\r\n');
            const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)));
            const answer = { status: xhr.status, headers, data: JSON.parse(xhr.responseText), config: request };
            answers.push(answer);
            resolve(answer);
          };
          xhr.onerror = () => reject(new Error('network'));
          xhr.send(body || null);
        });
      });
    const fetcher = window.client.createFetcher({
      baseUrl: window.settings.api,
      fetch: viaXhr,
      dpopNonceId: 'calendar',
    });
    const init = { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json' } };
    const answer = await fetcher.fetchWithAuth('/echo', init);
    return { same: answer === answers.at(-1), count: answers.length, status: answer.status, body: answer.data.body };
  });
  expect(seen).toEqual({ same: true, count: 2, status: 200, body: '{"a":1}' });
});

test('fetch is the one of the moment the fetcher was made', async ({ app }) => {
  await app.signIn({ options: bound() });
  const seen = await app.run(async () => {
    const own = window.fetch;
    const counted = [];
    const counting = (name) => (request) => {
      if (String(request.url ?? request).startsWith(window.settings.api)) counted.push(name);
      return own(request);
    };
    window.fetch = counting('first');
    const fetcher = window.client.createFetcher({ baseUrl: window.settings.api });
    window.fetch = counting('second');
    const { status } = await fetcher.fetchWithAuth('/calendar');
    window.fetch = own;
    return { status, counted };
  });
  expect(seen).toEqual({ status: 200, counted: ['first'] });
});
