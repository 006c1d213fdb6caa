// Who answered: the `iss` of an authorization response (RFC 9207), and mixed-up tenants.
import { expect, test } from './support/fixtures.mjs';

const callback = () => window.failure(() => window.client.handleRedirectCallback());
const silently = () => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' }));

for (const mode of ['on', 'unannounced', 'supported_but_missing']) {
  test(`an answer is taken with iss_param ${mode}`, async ({ app, tenant }) => {
    await tenant.switches.set({ iss_param: mode });
    await app.open();
    const url = await app.bringAnswer();
    expect(new URL(url).searchParams.get('iss')).toBe(mode === 'supported_but_missing' ? null : tenant.issuer);
    await app.make();
    expect(await app.run(callback)).toMatchObject({ resolved: { response_type: 'code' } });
    expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
  });
}

test('an answer of another issuer is refused before its code is sent, and the login lives', async ({ app, tenant }) => {
  await tenant.switches.set({ iss_param: 'wrong' });
  const refusal = await app.refused();
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'issuer_mismatch' });
  expect(refusal.message).toContain('https://attacker.example/');
  expect(refusal.message).toContain(tenant.issuer);
  expect(app.wire.tokens()).toEqual([]);
  expect(await app.run(() => sessionStorage.getItem('a0.spajs.txs.demo-spa'))).not.toBeNull();
});

test('a refusal with another issuer is not believed either', async ({ app, tenant }) => {
  await tenant.switches.set({ iss_param: 'wrong' });
  await app.open();
  await app.leave();
  await app.page.getByRole('button', { name: /Deny/ }).click();
  await app.back();
  await app.make();
  expect(await app.run(callback)).toMatchObject({ error: 'issuer_mismatch' });
});

test('the hidden frame’s answer is checked too', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ iss_param: 'wrong' });
  app.wire.forget();
  expect(await app.run(silently)).toMatchObject({ error: 'issuer_mismatch' });
  expect(app.wire.tokens()).toEqual([]);
});

test('a tenant with another issuer is refused, and accepted when the option names it', async ({ app, tenant }) => {
  await tenant.switches.set({ issuer_override: 'https://login.example.com/', iss_param: 'on' });
  expect(await app.refused()).toMatchObject({ error: 'issuer_mismatch' });
  await tenant.switches.set({ iss_param: 'off' });
  expect(await app.refused({ as: false })).toMatchObject({
    message: `Issuer (iss) claim mismatch in the ID token; expected "${tenant.issuer}", found "https://login.example.com/"`,
  });
  await tenant.switches.set({ iss_param: 'on' });
  const options = { issuer: 'login.example.com' };
  await app.open();
  expect(await app.signIn({ as: false, options })).toMatchObject({ response_type: 'code' });
});
