// The My Account API with bound tokens: every request there has a proof too.
import { decodeJwt } from 'jose';
import { bound, keysAt, proofsAt } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { reuses } from './support/refresh.mjs';

const OPTIONS = bound({ useMrrt: true, authorizationParams: { scope: 'openid profile' } });
const list = () => window.failure(() => window.client.listConnectedAccounts());

for (const mode of ['off', 'required', 'rotate', 'rotate_on_success']) {
  test(`S3-P21 each request to the tenant is proved: tokens and My Account, whose nonces are its own (${mode})`, async ({
    app,
    tenant,
  }) => {
    await tenant.switches.set({ me_nonce: mode, as_nonce: mode === 'off' ? 'required' : mode });
    await app.signIn({ options: OPTIONS });
    for (let round = 0; round < 3; round += 1) expect(await app.run(list)).toMatchObject({ resolved: {} });
    const proofs = await proofsAt(tenant);
    const account = proofs.filter(({ url }) => new URL(url).pathname.startsWith('/me/v1/'));
    expect(account.filter(({ error }) => error === null)).toHaveLength(3);
    expect(account.filter(({ error }) => error !== null)).toHaveLength({ off: 0, rotate: 3 }[mode] ?? 1);
    for (const { payload } of account) expect(payload.ath).toEqual(expect.any(String));
    const nonces = (some) => some.map(({ payload }) => payload.nonce).filter(Boolean);
    const others = nonces(proofs.filter((proof) => !account.includes(proof)));
    expect(nonces(account).filter((nonce) => others.includes(nonce))).toEqual([]);
    expect(await keysAt(tenant)).toHaveLength(1);
    const token = await app.run(
      (audience) => window.client.getTokenSilently({ authorizationParams: { audience, scope: '' } }),
      `${tenant.issuer}me/`,
    );
    expect(decodeJwt(token).cnf).toEqual({ jkt: (await keysAt(tenant))[0] });
    expect(reuses(tenant)).toBe(0);
  });
}
