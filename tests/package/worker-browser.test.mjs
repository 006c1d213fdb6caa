// The worker with the real core, in Chromium: under content security policies, with Trusted Types,
// from wrong files, and when it dies.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/chromium.mjs';
import { serveWorkerSite } from './support/worker-site.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

// A worker whose death is not noticed leaves the page waiting for ever.
const PATIENT = { timeout: 60_000 };

let browser;
let site;

before(async () => {
  site = await serveWorkerSite();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** Runs a function in a new page under a policy; no error may reach the page uncaught. */
async function inPage(csp, run, argument) {
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}/?${csp ? `csp=${encodeURIComponent(csp)}` : ''}`);
    await page.waitForFunction(() => document.title === 'ready');
    const value = await page.evaluate(run, argument);
    assert.deepEqual(await page.evaluate(() => globalThis.uncaught), []);
    return value;
  } finally {
    await page.close();
  }
}

/** How opening each of the two workers and asking it something went. */
const attempts = (csp) => inPage(csp, async () => [await globalThis.attempt('/worker.js'), await globalThis.attempt()]);

const answers = ({ answer, error }) => assert.equal(typeof answer, 'string', error);
const fails = ({ answer, error }, expected) => assert.match(error ?? `an answer: ${answer}`, expected);

test('the embedded worker answers', async () => {
  answers(await inPage(undefined, () => globalThis.attempt()));
});

test('the hosted worker answers, at an address or a URL', async () => {
  const outcomes = await inPage(undefined, () =>
    Promise.all(['/worker.js', new URL('/worker.js', location.href)].map((url) => globalThis.attempt(url))),
  );
  outcomes.forEach(answers);
});

test("worker-src 'self' is enough for the hosted worker, and refuses the embedded one", async () => {
  const [hosted, embedded] = await attempts(`${STRICT}; worker-src 'self'`);
  answers(hosted);
  fails(embedded, /^The token worker .*Allow blob: in worker-src/);
});

test("script-src 'self' is enough as well", async () => {
  const [hosted, embedded] = await attempts(STRICT);
  answers(hosted);
  fails(embedded, /^The token worker .*Allow blob: in worker-src/);
});

test('the policy that the hosted worker comes with need not allow WebAssembly', async () => {
  const url = `/worker.js?csp=${encodeURIComponent("default-src 'none'")}`;
  answers(await inPage(STRICT, (url) => globalThis.attempt(url), url));
});

test('worker-src blob: is enough for the embedded worker, and refuses the hosted one', async () => {
  const [hosted, embedded] = await attempts(`${STRICT}; worker-src blob:`);
  answers(embedded);
  fails(hosted, /^The token worker .*Serve dist.* and allow it in worker-src/);
});

test('Trusted Types: the policy auth0-spa-wasm is enough, for both and more than once', async () => {
  for (const types of ['', '; trusted-types auth0-spa-wasm']) {
    const csp = `require-trusted-types-for 'script'${types}`;
    const outcomes = await inPage(csp, async () => [
      await globalThis.attempt(),
      await globalThis.attempt('/worker.js'),
      await globalThis.attempt(),
    ]);
    outcomes.forEach(answers);
  }
});

test('Trusted Types: without leave it is refused, but for an address that the page trusts', async () => {
  const csp = "require-trusted-types-for 'script'; trusted-types of-the-page";
  const [embedded, text, trusted] = await inPage(csp, async () => {
    const policy = globalThis.trustedTypes.createPolicy('of-the-page', { createScriptURL: (url) => url });
    return [
      await globalThis.attempt(),
      await globalThis.attempt('/worker.js'),
      await globalThis.attempt(policy.createScriptURL('/worker.js')),
    ];
  });
  fails(embedded, /^The token worker was refused: TypeError.*TrustedScriptURL/);
  fails(text, /^The token worker was refused: TypeError.*TrustedScriptURL/);
  answers(trusted);
});

test('a file that is missing, another one, or of another version is named', async () => {
  const advice = /Serve dist\/auth0-spa-wasm\.worker\.js of the same version at/;
  const expected = [
    ['/none.js', /its script was not loaded/],
    ['/page-in-place-of-it.js', /its script was not loaded|SyntaxError/],
    ['http://127.0.0.1:9/worker.js', /SecurityError|not loaded/],
    ['/worker-of-another-build.js', /of another version \(000000000000\) than the page's \([0-9a-f]{12}\)/],
    ['/worker-of-the-peer.js', /it is the worker of @auth0\/auth0-spa-js/],
    ['/worker-of-another-glue.js', /import missing/],
  ];
  const outcomes = await inPage(
    undefined,
    (urls) => Promise.all(urls.map((url) => globalThis.attempt(url))),
    expected.map(([url]) => url),
  );
  expected.forEach(([, cause], index) => {
    fails(outcomes[index], cause);
    fails(outcomes[index], advice);
  });
});

test('the wasm is compiled once: by the page, never by a worker', async () => {
  const [compiled, ...outcomes] = await inPage(undefined, async () => {
    let compiled = 0;
    for (const name of ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']) {
      const original = WebAssembly[name];
      WebAssembly[name] = (...args) => {
        compiled += 1;
        return original(...args);
      };
    }
    const outcomes = [
      await globalThis.attempt('/worker-compiles-nothing.js'),
      await globalThis.attempt('/worker-compiles-nothing.js'),
      await globalThis.attempt(),
    ];
    return [compiled, ...outcomes];
  });
  outcomes.forEach(answers);
  assert.equal(compiled, 1);
});

test('nothing is downloaded for the embedded worker, and its address is gone once it runs', async () => {
  const [requests, gone] = await inPage(undefined, async () => {
    const urls = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      urls.push(make.call(URL, blob));
      return urls.at(-1);
    };
    performance.clearResourceTimings();
    await globalThis.attempt();
    const requests = performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith('blob:'));
    const gone = await Promise.all(
      urls.map((url) =>
        fetch(url).then(
          () => false,
          () => true,
        ),
      ),
    );
    return [requests.map(({ name }) => name), gone];
  });
  assert.deepEqual(requests, []);
  assert.deepEqual(gone, [true]);
});

for (const death of ['throw', 'trap', 'trap in a promise']) {
  test(`a worker that dies (${death}) rejects what is under way, and what comes later`, PATIENT, async () => {
    const outcomes = await inPage(
      undefined,
      async (death) => {
        const ask = await globalThis.open('/worker-dies.js');
        const pending = [globalThis.outcome(ask('hang')), globalThis.outcome(ask(death))];
        return [...(await Promise.all(pending)), await globalThis.outcome(ask('again'))];
      },
      death,
    );
    for (const outcome of outcomes) {
      fails(outcome, death === 'throw' ? /on purpose/ : /RuntimeError: unreachable/);
    }
  });
}

test('a rejected promise that is no panic does not end the worker', async () => {
  const outcome = await inPage(undefined, async () => {
    const ask = await globalThis.open('/worker-dies.js');
    globalThis.outcome(ask('reject'));
    return globalThis.outcome(ask('a text that the core does not know'));
  });
  answers(outcome);
});
