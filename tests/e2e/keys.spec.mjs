// The tenant's keys: when they are fetched, and what happens when they change or cannot be had.
import { expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const JWKS = '/.well-known/jwks.json';
const silently = () => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' }));

test('the keys are fetched once for all logins of a client', async ({ app, tenant }) => {
  await app.signIn();
  await app.run(silently);
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
  expect(seenBy(tenant, JWKS)).toHaveLength(1);
});

test('the keys are fetched beside the code exchange, so that they cost no round trip', async ({ app, tenant }) => {
  await app.open();
  await app.bringAnswer();
  await tenant.switches.set({ token_delay: 400 });
  const order = [];
  app.page.on('request', (request) => order.push(`asks ${new URL(request.url()).pathname}`));
  app.page.on('response', (response) => order.push(`gets ${new URL(response.url()).pathname}`));
  await app.finish();
  expect(order).toContain(`asks ${JWKS}`);
  expect(order.indexOf(`asks ${JWKS}`)).toBeLessThan(order.indexOf('gets /oauth/token'));
});

test('a key that is new since the sign-in is fetched when a token names it', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ rotate_keys: 'rotate' });
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
  expect(seenBy(tenant, JWKS)).toHaveLength(2);
});

test('a key that was published ahead of its use needs no further request', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ rotate_keys: 'promote_next' });
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
  expect(seenBy(tenant, JWKS)).toHaveLength(1);
});

test('a key set in the browser’s HTTP cache does not hide a new key', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ rotate_keys: 'rotate' });
  await tenant.switches.set({ rotate_keys: 'drop_previous' });
  await app.page.reload();
  await app.ready();
  await app.make();
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
});

test('verifyIdTokenSignature: false believes without keys, but checks the claims', async ({ app, tenant }) => {
  const options = { verifyIdTokenSignature: false };
  await tenant.switches.set({ id_token_tamper: 'signature' });
  expect(await app.signIn({ options })).toMatchObject({ response_type: 'code' });
  expect(seenBy(tenant, JWKS)).toHaveLength(0);
  await tenant.switches.set({ id_token_tamper: 'nonce' });
  expect(await app.refused({ as: false, options })).toMatchObject({
    message: expect.stringMatching(/^Nonce \(nonce\) claim mismatch/),
  });
});

test('without the keys nobody is signed in, and the error says what could not be had', async ({ app, tenant }) => {
  await app.page.route(`**${JWKS}`, (route) => route.abort());
  const unreachable = await app.refused();
  expect(unreachable).toMatchObject({ classes: ['GenericError'], error: 'network_error' });
  expect(unreachable.message).toContain(`${tenant.url}${JWKS}`);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  await app.page.unroute(`**${JWKS}`);
  await app.page.route(`**${JWKS}`, (route) =>
    route.fulfill({ status: 503, body: 'busy', headers: { 'access-control-allow-origin': '*' } }),
  );
  const broken = await app.refused({ as: false });
  expect(broken).toMatchObject({ error: 'request_error', status: 503 });
  expect(broken.message).toContain('needed to verify the ID token');
});
