// What the kind of token changes: bound ones are proved and of no use to a thief, Bearer ones go where nobody asks for
// proof. Everything else about connected accounts holds for both, and runs over both.
import {
  ALL,
  allow,
  ask,
  askedOf,
  audienceOf,
  connect,
  connecting,
  finished,
  GOOGLE,
  leave,
  managed,
  PATH,
  ready,
  WORK,
} from './support/connect.mjs';
import { proofsAt } from './support/dpop.mjs';
import { expect, test } from './support/fixtures.mjs';
import { Sent } from './support/sent.mjs';
import { seenBy } from './support/wire.mjs';

const TRANSACTIONS = 'a0.spajs.txs.demo-spa';
const BOUND = { useDpop: true };

test('S0-P2 S3-P26 where the API demands bound tokens, a client without DPoP says so', async ({ app, tenant }) => {
  await ready(app);
  await tenant.switches.set({ proof_of_possession: 'required' });
  const refusal = await ask(app, 'connectAccountWithRedirect', { connection: GOOGLE });
  expect(refusal).toMatchObject({ classes: ['GenericError'], error: 'invalid_request', isAuth0Error: true });
  expect(refusal.message).toMatch(/Proof of possession/);
  expect(app.page.url()).toContain(app.url);
  expect(askedOf(app)).toEqual([]);
  await app.signIn({ as: false, options: connecting(tenant, BOUND) });
  expect(await ask(app, 'listConnectedAccounts')).toEqual({ resolved: { accounts: [] } });
});

test('S2-P6 bound tokens: a proof for each call, and none that the tenant refused for more than its nonce', async ({
  app,
  tenant,
}) => {
  const options = await ready(app, BOUND);
  await connect(app, options);
  const audience = audienceOf(tenant);
  const proofs = (await proofsAt(tenant)).filter(({ url }) => url.startsWith(audience));
  expect(proofs.map(({ error }) => error).filter(Boolean)).toEqual(['use_dpop_nonce']);
  for (const { payload } of proofs) expect(payload).toMatchObject({ htm: 'POST', ath: expect.any(String) });
  const stolen = await app.run(async (url) => {
    const token = await window.client.getTokenSilently({ authorizationParams: { audience: url } });
    const wrong = await window.client.generateDpopProof({ url: `${url}other`, method: 'GET', accessToken: token });
    const ask = (headers) => fetch(`${url}v1/connected-accounts/accounts`, { headers });
    const answers = [
      await ask({ authorization: `Bearer ${token}` }),
      await ask({ authorization: `DPoP ${token}`, dpop: wrong }),
    ];
    return Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).detail]));
  }, audience);
  expect(stolen).toEqual([
    [401, expect.stringMatching(/DPoP authentication scheme/)],
    [401, expect.stringMatching(/proof/)],
  ]);
  const [asked] = seenBy(tenant, '/oauth/token').filter(({ body }) => body?.audience === audience);
  for (const scope of ALL) expect(asked.body.scope.split(' ')).toContain(scope);
});

test('S2-P9 another key cannot complete', async ({ app, tenant }) => {
  const options = await ready(app, BOUND);
  await leave(app, { connection: GOOGLE });
  const url = await allow(app, WORK);
  const transaction = await app.run((key) => sessionStorage.getItem(key), TRANSACTIONS);
  await app.make(options);
  await app.run(() => window.client.logout({ openUrl: false }));
  await app.open();
  await app.signIn({ as: false, options });
  await app.run(([key, text]) => sessionStorage.setItem(key, text), [TRANSACTIONS, transaction]);
  expect(await app.run(finished, url)).toMatchObject({ classes: ['MyAccountApiError'], status: 404 });
  expect((await managed(tenant)).accounts.body.connected_accounts).toEqual([]);
});

test('S3-E27 a client with refresh tokens, MRRT and DPoP is made without a request', async ({ app, tenant }) => {
  await app.open();
  const sent = [];
  app.page.on('request', (request) => sent.push(request.url()));
  await app.make({ useRefreshTokens: true, useMrrt: true, useDpop: true });
  expect(await app.run(() => window.client.getConfiguration())).toMatchObject({ clientId: 'demo-spa' });
  // Whatever the constructor might have put off would have begun by now.
  await app.run(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(sent).toEqual([]);
  expect(tenant.log.entries(0)).toEqual([]);
});

test('what checks each run over DPoP passes bound requests, and names every other one', async ({ app, tenant }) => {
  const sent = new Sent(app.page.context());
  await expect(sent.refuseUnproven()).rejects.toThrow(/nothing was sent/);
  await ready(app, BOUND);
  await ask(app, 'listConnectedAccounts');
  expect(await sent.unproven()).toEqual([]);
  await app.run(async (url) => {
    const ask = (authorization, dpop) =>
      fetch(`${url}v1/connected-accounts/accounts`, { headers: { authorization, dpop } });
    const token = await window.client.getTokenSilently({ authorizationParams: { audience: url } });
    const other = await window.client.getTokenSilently();
    const proof = (accessToken, path = 'v1/connected-accounts/accounts') =>
      window.client.generateDpopProof({ url: url + path, method: 'GET', accessToken });
    const [sound, elsewhere, another] = [await proof(token), await proof(token, 'other'), await proof(other)];
    for (const dpop of [sound, sound, elsewhere, another, `${sound.slice(0, -4)}AAAA`])
      await ask(`DPoP ${token}`, dpop);
    await ask(`Bearer ${token}`, await proof(token));
  }, audienceOf(tenant));
  const list = `GET ${audienceOf(tenant)}v1/connected-accounts/accounts`;
  expect(await sent.unproven()).toEqual([
    `${list}: a proof that was sent before`,
    `${list}: a proof for GET ${audienceOf(tenant)}other`,
    `${list}: a proof for another token`,
    `${list}: signature verification failed`,
    `${list}: the scheme Bearer`,
  ]);
  await app.signIn({ as: false, options: connecting(tenant) });
  await ask(app, 'listConnectedAccounts');
  const [bearer] = (await sent.unproven()).slice(-1);
  expect(bearer).toBe(`GET ${tenant.url}${PATH}/accounts: no proof`);
  await expect(sent.refuseUnproven()).rejects.toThrow(/oauth\/token: no proof/);
});
