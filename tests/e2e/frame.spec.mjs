// The hidden frame: how it looks, how long it waits, and whom it believes.
import { App } from './support/app.mjs';
import { expect, test } from './support/fixtures.mjs';
import { queryOf } from './support/wire.mjs';

const silently = (given) => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off', ...given }));
const frames = () => document.querySelectorAll('iframe').length;

/** Starts a silent call whose answer the tenant holds back, and waits until it arrived there. */
async function held(app, tenant) {
  await app.signIn();
  await tenant.switches.set({ authorize_hang: 'silent' });
  tenant.log.clear();
  await app.run(() => {
    window.asked = window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' }));
  });
  await expect.poll(() => tenant.log.entries(0).length).toBe(1);
}

test('it cannot be seen, asks without a prompt, and is gone afterwards', async ({ app, tenant, site }) => {
  await held(app, tenant);
  const shown = await app.run(() => {
    const [frame] = document.querySelectorAll('iframe');
    return [frame.width, frame.height, getComputedStyle(frame).display];
  });
  expect(shown).toEqual(['0', '0', 'none']);
  expect(Object.fromEntries(queryOf(app.wire.authorizations().at(-1)))).toMatchObject({
    prompt: 'none',
    response_mode: 'web_message',
    redirect_uri: `${site.url}/callback`,
  });
  await tenant.switches.set({ authorize_hang: 'off' });
  expect(await app.run(() => window.asked)).toMatchObject({ resolved: expect.any(String) });
  expect(await app.run(frames)).toBe(0);
});

test('a client without a redirect URI uses the origin of its page', async ({ app, site }) => {
  await app.signIn();
  await app.run(() => {
    window.client = new window.sdk.Auth0Client({ domain: window.settings.domain, clientId: 'demo-spa' });
  });
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
  expect(queryOf(app.wire.authorizations().at(-1)).get('redirect_uri')).toBe(site.url);
});

test('a tenant that does not answer is a TimeoutError, and the session lives on', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ authorize_hang: 'silent' });
  const refusal = await app.run(silently, { timeoutInSeconds: 1 });
  expect(refusal).toMatchObject({
    classes: ['GenericError', 'TimeoutError'],
    message: 'Timeout',
    own: { error: 'timeout', error_description: 'Timeout' },
  });
  expect(await app.run(frames)).toBe(0);
  expect(app.wire.to('/oauth/token', 'POST')).toHaveLength(1);
  await tenant.switches.set({ authorize_hang: 'off' });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
});

test('authorizeTimeoutInSeconds limits every call that names no limit of its own', async ({ app, tenant }) => {
  await app.signIn({ options: { authorizeTimeoutInSeconds: 1 } });
  await tenant.switches.set({ authorize_hang: 'silent' });
  expect(await app.run(silently)).toMatchObject({ error: 'timeout' });
});

test('an answer for another origin is not delivered: a TimeoutError, and no code is sent', async ({ app, tenant }) => {
  await app.signIn();
  app.wire.forget();
  await tenant.switches.set({ web_message_origin: 'wrong' });
  expect(await app.run(silently, { timeoutInSeconds: 1 })).toMatchObject({ classes: ['GenericError', 'TimeoutError'] });
  expect(app.wire.tokens()).toEqual([]);
});

test('W27 messages of other windows and origins, and broken ones, are passed over', async ({ app, tenant }) => {
  await held(app, tenant);
  await app.run(() => {
    const [frame] = document.querySelectorAll('iframe');
    const tenantOrigin = window.settings.domain;
    const state = new URL(frame.src).searchParams.get('state');
    const answer = { type: 'authorization_response', response: { code: 'stolen', state } };
    const say = (data, origin, source) => window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
    const cyclic = { type: 'authorization_response' };
    cyclic.response = cyclic;
    window.postMessage(answer, '*');
    say(answer, tenantOrigin, window);
    say(answer, tenantOrigin, null);
    say(answer, 'https://attacker.example', frame.contentWindow);
    say(answer, `${tenantOrigin}.attacker.example`, frame.contentWindow);
    for (const data of [undefined, null, 'text', 7, {}, { type: 'authorization_response' }, cyclic]) {
      say(data, tenantOrigin, frame.contentWindow);
    }
    say({ type: 'authorization_response', response: null }, tenantOrigin, frame.contentWindow);
    say({ type: 'authorization_response', response: 'text' }, tenantOrigin, frame.contentWindow);
    say({ ...answer, type: 'other' }, tenantOrigin, frame.contentWindow);
  });
  app.wire.forget();
  await tenant.switches.set({ authorize_hang: 'off' });
  expect(await app.run(() => window.asked)).toMatchObject({ resolved: expect.any(String) });
  expect(app.wire.tokens()).toHaveLength(1);
  expect(app.wire.tokens()[0].postData()).not.toContain('stolen');
});

test('an answer of the right window with another state is refused', async ({ app, tenant }) => {
  await held(app, tenant);
  app.wire.forget();
  await app.run(() => {
    const { contentWindow: source } = document.querySelector('iframe');
    const data = { type: 'authorization_response', response: { code: 'stolen', state: 'forged' } };
    window.dispatchEvent(new MessageEvent('message', { data, origin: window.settings.domain, source }));
  });
  expect(await app.run(() => window.asked)).toMatchObject({
    classes: ['GenericError'],
    own: { error: 'state_mismatch', error_description: 'Invalid state' },
  });
  expect(app.wire.tokens()).toEqual([]);
});

test('calls for several tokens show one frame at a time', async ({ app }) => {
  await app.signIn();
  const most = await app.run(async () => {
    let most = 0;
    const count = () => (most = Math.max(most, document.querySelectorAll('iframe').length));
    const watch = new MutationObserver(count);
    watch.observe(document, { childList: true, subtree: true });
    const ask = () => window.client.getTokenSilently({ cacheMode: 'off' });
    await Promise.all([ask(), ask(), ask()]);
    watch.disconnect();
    return most;
  });
  expect(most).toBe(1);
});

test('W33 on a cross-origin isolated page: login_required in known words, and the session stays', async ({ app }) => {
  const options = { cacheLocation: 'localstorage' };
  await app.signIn({ options });
  await app.open('/?isolated');
  expect(await app.run(() => window.crossOriginIsolated)).toBe(true);
  await app.make(options);
  expect(await app.run(silently)).toMatchObject({
    error: 'login_required',
    message:
      'The application is running in a Cross-Origin Isolated context, silently retrieving a token without refresh token is not possible.',
  });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

test('where the browser keeps the tenant’s cookie from frames: login_required, and a login helps', async ({
  page,
  site,
  tenant,
}) => {
  // Another site than the tenant's, though it is the same machine.
  const app = new App(page, `http://127.0.0.1:${site.port}`, tenant);
  await app.signIn();
  expect(await app.run(silently)).toMatchObject({ classes: ['GenericError'], error: 'login_required' });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  await app.open();
  expect(await app.signIn({ as: false })).toMatchObject({ response_type: 'code' });
  app.refuseComplaints();
});
