// The entries in a real page: content security policies, encodings, and a client that starts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { launch, serve } from './support/chromium.mjs';
import { PACKAGE, read, readBytes } from './support/package.mjs';

/** What each page does: loads an entry and says how that went. */
const probe = (entry) => `
  import('${entry}').then((sdk) => sdk.init()).then(
    () => { document.title = 'loaded'; },
    (error) => { document.title = error.error + ': ' + error.message; },
  );`;

/** Self-hosting: what each page hands to `init`, after an address where nothing is. */
const FILE = '/auth0_spa_wasm_bg.wasm';
const SOURCES = {
  'an address': `'${FILE}'`,
  'a URL': `new URL('${FILE}', location.href)`,
  'a response to come': `fetch('${FILE}')`,
  bytes: `fetch('${FILE}').then((response) => response.arrayBuffer())`,
  'a compiled module': `WebAssembly.compileStreaming(fetch('${FILE}'))`,
};

const selfHosted = (source) => `
  import { init } from '/url.js';
  const attempt = (source) => init(source).then(() => 'loaded', (error) => error.error);
  document.title = [await attempt('/nothing-here.wasm'), await attempt(${SOURCES[source]})].join(', then ');`;

/** A module with a nonce, and before it a script without one, which a policy of nonces does not run. */
const nonced = (nonce) => `
  <script>window.runsAnything = true;</script>
  <script type="module" nonce="${nonce}">
    import { init } from '/index.js';
    const said = await init().then(() => 'loaded', (error) => error.error);
    document.title = window.runsAnything ? said + ', and so does everything else' : said;
  </script>`;

let browser;
let server;
let classic;

before(async () => {
  classic = await classicScript();
  server = await serve(answer);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server.close();
});

/** A bundle for a plain script element, as bundlers write it. */
async function classicScript() {
  const result = await build({
    stdin: {
      contents: `import { init } from './dist/index.js';
        init().then(() => { document.title = 'loaded'; }, (error) => { document.title = error.error + ': ' + error.message; });`,
      resolveDir: PACKAGE,
    },
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
  });
  return result.outputFiles[0].text;
}

function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://host');
  const csp = searchParams.get('csp');
  if (csp) response.setHeader('content-security-policy', csp);
  const files = {
    '/index.js': ['text/javascript', () => read('dist/index.js')],
    // Where its second file was forgotten, or is gone with a former deployment.
    '/alone/index.js': ['text/javascript', () => read('dist/index.js')],
    '/whole.js': ['text/javascript', () => read('dist/whole.js')],
    '/url.js': ['text/javascript', () => read('dist/url.js')],
    '/auth0_spa_wasm_bg.wasm': ['application/wasm', () => readBytes('dist/auth0_spa_wasm_bg.wasm')],
    '/probe.js': ['text/javascript', () => probe(searchParams.get('entry'))],
    '/self-hosted.js': ['text/javascript', () => selfHosted(searchParams.get('source'))],
    '/self-hosted': [
      'text/html',
      () => `<script type="module" src="/self-hosted.js?source=${searchParams.get('source')}"></script>`,
    ],
    '/nonced': ['text/html', () => nonced(searchParams.get('nonce'))],
    '/classic.js': ['text/javascript', () => classic],
    '/page': ['text/html', () => `<script src="/probe.js?entry=${searchParams.get('entry')}"></script>`],
    '/classic': [
      'text/html',
      () => `<meta charset="${searchParams.get('encoding')}"><script src="/classic.js"></script>`,
    ],
  };
  const [type, body] = files[pathname] ?? ['text/plain', () => ''];
  response.writeHead(files[pathname] ? 200 : 404, { 'content-type': type }).end(body());
}

/** The outcome that a page wrote into its title. */
async function outcome(path) {
  const page = await browser.newPage();
  try {
    await page.goto(`${server.origin}${path}`);
    await page.waitForFunction(() => document.title);
    return await page.title();
  } finally {
    await page.close();
  }
}

for (const entry of ['/index.js', '/url.js']) {
  const page = (csp) => `/page?entry=${entry}&csp=${encodeURIComponent(csp)}`;

  test(`${entry} loads under a policy with 'wasm-unsafe-eval', and under Trusted Types`, async () => {
    const policy =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'";
    assert.equal(await outcome(page(policy)), 'loaded');
  });

  test(`${entry} says what to add to a policy without it`, async () => {
    const title = await outcome(page("script-src 'self'; connect-src 'self'"));
    assert.match(title, /^wasm_blocked: .*Add 'wasm-unsafe-eval' to script-src/);
  });
}

test('the default entry needs no connect-src', async () => {
  const csp = encodeURIComponent("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
  assert.equal(await outcome(`/page?entry=/index.js&csp=${csp}`), 'loaded');
});

for (const sources of ["'nonce-n1'", "'nonce-n1' 'strict-dynamic'"]) {
  test(`a module that script-src ${sources} lets run may load the whole wasm`, async () => {
    const csp = encodeURIComponent(`default-src 'none'; script-src ${sources} 'wasm-unsafe-eval'`);
    assert.equal(await outcome(`/nonced?nonce=n1&csp=${csp}`), 'loaded');
  });
}

test('the default entry says when its second file is not there', async () => {
  const title = await outcome('/page?entry=/alone/index.js');
  assert.match(title, /^wasm_load_failed: .*dist\/whole\.js.*deployed.*reload the page/);
});

test('the url entry says when connect-src refuses the file', async () => {
  const csp = encodeURIComponent("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
  const title = await outcome(`/page?entry=/url.js&csp=${csp}`);
  assert.match(title, /^wasm_load_failed: .*auth0_spa_wasm_bg\.wasm could not be fetched\. .*connect-src/);
});

test('a classic script loads in a page of whatever encoding', async () => {
  for (const encoding of ['utf-8', 'windows-1252', 'koi8-r', 'shift_jis']) {
    assert.equal(await outcome(`/classic?encoding=${encoding}`), 'loaded', encoding);
  }
});

for (const source of Object.keys(SOURCES)) {
  test(`after a failed load, init takes ${source}`, async () => {
    assert.equal(await outcome(`/self-hosted?source=${source}`), 'wasm_load_failed, then loaded');
  });
}
