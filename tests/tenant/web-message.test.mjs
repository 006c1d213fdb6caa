import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { runningTenant } from './support/running.mjs';
import { ORIGIN, CALLBACK, Visitor } from './support/visitor.mjs';

const run = await runningTenant();

/** Runs the page's script in a window that is framed, or was opened, and gives what it posts. */
function posted(html, { opened = false } = {}) {
  const [, code] = /<script>([\s\S]*)<\/script>/.exec(html);
  const posts = [];
  const asker = { postMessage: (message, origin) => posts.push({ message, origin }) };
  const window = { opener: opened ? asker : null };
  window.parent = opened ? window : asker;
  runInContext(code, createContext({ window, document: { body: {} } }));
  // Values of the other context have other prototypes.
  return JSON.parse(JSON.stringify(posts));
}

const silent = { response_mode: 'web_message', prompt: 'none' };

test('without a session the page posts login_required to the exact origin', async () => {
  const { response, text } = await run.visitor.authorize(silent);
  assert.equal(response.status, 200);
  const answer = { error: 'login_required', error_description: 'Login required', state: 'the-state' };
  assert.deepEqual(posted(text), [{ message: { type: 'authorization_response', response: answer }, origin: ORIGIN }]);
});

test('with a session the page posts a code that can be redeemed, and nothing else', async () => {
  await run.visitor.signIn('ada');
  const started = await run.visitor.authorize(silent);
  const [{ message, origin }] = posted(started.text);
  assert.equal(origin, ORIGIN);
  assert.deepEqual(Object.keys(message.response).sort(), ['code', 'state']);
  assert.equal((await run.visitor.redeem({ ...started, answer: message.response })).status, 200);
});

test('a pop-up is answered through its opener, after the sign-in page', async () => {
  const { page } = await run.visitor.authorize({ response_mode: 'web_message' });
  const { text } = await run.visitor.submit(page, { user: 'ada' });
  const [{ message, origin }] = posted(text, { opened: true });
  assert.equal(origin, ORIGIN);
  assert.ok(message.response.code);
});

test('state cannot break out of the script', async () => {
  const state = '</script><script>alert(1)</script>';
  const { text } = await run.visitor.authorize({ ...silent, state });
  assert.equal(text.match(/<script>/g).length, 1);
  assert.equal(posted(text)[0].message.response.state, state);
});

test('only registered origins may frame the page', async () => {
  const { response } = await run.visitor.authorize(silent);
  const policy = response.headers.get('content-security-policy');
  assert.match(policy, new RegExp(`frame-ancestors ${ORIGIN}$`));
  assert.equal(response.headers.get('x-frame-options'), null);
});

test('a redirect URI outside the web origins gets no message', async () => {
  const { startTenant } = await import('../../www-example/tenant/index.mjs');
  const outside = 'http://localhost:7999/callback';
  const tenant = await startTenant({ port: 0, origins: [ORIGIN], callbacks: [outside] });
  try {
    const { text } = await new Visitor(tenant).authorize({ ...silent, redirect_uri: outside });
    assert.ok(!text.includes('postMessage'));
    assert.match(tenant.log.entries().at(-1).note, /nothing posted/);
  } finally {
    await tenant.close();
  }
});

test('web_message_origin=wrong posts elsewhere', async () => {
  await run.tenant.switches.set({ web_message_origin: 'wrong' });
  const [{ origin }] = posted((await run.visitor.authorize(silent)).text);
  assert.equal(origin, 'https://attacker.example');
});

test('iss_param reaches the message too', async () => {
  await run.tenant.switches.set({ iss_param: 'on' });
  const [{ message }] = posted((await run.visitor.authorize(silent)).text);
  assert.equal(message.response.iss, run.tenant.issuer);
});

test('an unregistered redirect URI gets the error page, no message', async () => {
  const { response, text } = await run.visitor.authorize({ ...silent, redirect_uri: `${CALLBACK}x` });
  assert.equal(response.status, 400);
  assert.ok(!text.includes('postMessage'));
});
