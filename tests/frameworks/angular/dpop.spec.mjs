// Tokens that are bound to a key of this browser.
import { expect, test } from '../support/fixtures.mjs';
import { decodeJwt, decodeProtectedHeader } from 'jose';

const KEYS = async () => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('auth0-spa-js'));
  const stores = [...database.objectStoreNames];
  const keys = await Promise.all(
    stores.map((store) => settled(database.transaction(store).objectStore(store).getAllKeys())),
  );
  database.close();
  return keys.flat();
};

async function onCalendar(visit) {
  await visit.open();
  await visit.signIn();
  await visit.go('Calendar');
}

test('S4-P5 S4-E16 useDpop binds code and refresh token, by ES256', async ({ visit, stack }) => {
  await onCalendar(visit);
  const accepted = () => stack.tenant.proofs().filter(({ error }) => !error);
  const proofs = accepted();
  expect(proofs).toHaveLength(1);
  expect(decodeProtectedHeader(proofs[0].proof)).toMatchObject({ alg: 'ES256', typ: 'dpop+jwt' });
  expect(decodeJwt(proofs[0].proof)).toMatchObject({ htm: 'POST', htu: `${stack.tenant.url}/oauth/token` });
  await stack.tenant.switches.set({ expires_in: 30 });
  await visit.signOut();
  await visit.signIn();
  await stack.tenant.switches.set({ expires_in: 'normal' });
  await visit.go('Calendar');
  // What the login brought is stale: the fetcher renews it, with a proof.
  expect(await visit.press('fetcher')).toMatchObject({ status: 200 });
  expect(visit.grants().at(-1)).toBe('refresh_token');
  expect(accepted()).toHaveLength(3);
});

test('S4-P6 an older session keeps its Bearer token; a logout removes the key', async ({ visit, stack, page }) => {
  stack.change({ useDpop: false });
  await visit.open();
  await visit.signIn();
  stack.change();
  await visit.open();
  await visit.go('Calendar');
  expect(await visit.press('fetcher')).toMatchObject({ status: 200 });
  expect(stack.api.proofs()).toEqual([]);
  await visit.signOut();
  await visit.signIn();
  expect((await page.evaluate(KEYS)).length).toBeGreaterThan(0);
  await visit.signOut();
  expect(await page.evaluate(KEYS)).toEqual([]);
});

test('S4-E17 a plain fetch is refused', async ({ visit }) => {
  await onCalendar(visit);
  expect(await visit.press('plain')).toMatchObject({ status: 401 });
});

test('S4-E18 S4-P8 a fetcher brings token and proof, and takes up the nonce', async ({ visit, stack }) => {
  await stack.api.switches.set({ rs_nonce: 'required' });
  await onCalendar(visit);
  expect(await visit.press('fetcher')).toMatchObject({ status: 200, body: { events: expect.any(Array) } });
  // One challenge, one retry; after that none.
  const statuses = () => stack.api.log.entries(0).map(({ status }) => status);
  expect(statuses()).toEqual([401, 200]);
  expect(await visit.press('fetcher')).toMatchObject({ status: 200 });
  expect(statuses()).toEqual([401, 200, 200]);
});

test('S4-P9 a fetch of one’s own gets a ready request, and what it gives is passed on', async ({ visit }) => {
  await onCalendar(visit);
  expect(await visit.press('custom')).toMatchObject({ status: 200, mine: true, isRequest: true });
});

test('S4-E19 a base URL is put before what is no absolute address', async ({ visit, stack }) => {
  await onCalendar(visit);
  const answers = await visit.press('base');
  expect(answers.map(({ status, url }) => [status, url])).toEqual([
    [200, `${stack.api.url}/echo?one`],
    [200, `${stack.api.url}/echo?two`],
    [200, `${stack.api.url}/echo?three`],
    [200, `${stack.otherApi.url}/echo?four`],
  ]);
});

test('S4-E20 two fetchers at once, each with its own nonces', async ({ visit, stack }) => {
  for (const api of [stack.api, stack.otherApi]) await api.switches.set({ rs_nonce: 'required' });
  await onCalendar(visit);
  expect(await visit.press('both')).toMatchObject([{ status: 200 }, { status: 200 }]);
  const nonces = [stack.api, stack.otherApi].map((api) =>
    api
      .proofs()
      .map(({ proof }) => decodeJwt(proof).nonce)
      .filter(Boolean),
  );
  expect(nonces.map(({ length }) => length)).toEqual([1, 1]);
  expect(nonces[0]).not.toEqual(nonces[1]);
});

test('S4-E21 S4-P7 by hand: token, nonce, proof, request, and the nonce that came back', async ({ visit, stack }) => {
  await stack.api.switches.set({ rs_nonce: 'required' });
  await onCalendar(visit);
  // The service fails unless each observable gives one value and ends.
  expect(await visit.press('by-hand')).toMatchObject({
    status: 200,
    body: { method: 'POST', body: expect.anything() },
  });
  const proofs = stack.api.proofs().map(({ proof }) => decodeJwt(proof));
  expect(proofs).toHaveLength(2);
  expect(proofs[0].nonce).toBeUndefined();
  expect(proofs[1]).toMatchObject({ htm: 'POST', htu: `${stack.api.url}/echo`, nonce: expect.any(String) });
});

test('S4-E22 S4-E23 both ways of setting up: guard, interceptor, provider and DPoP', async ({ visit, page, stack }) => {
  await page.goto(`${visit.url}/profile`);
  await visit.choose('ada');
  await expect(visit.text('name')).toHaveText('Ada Lovelace');
  await visit.go('Calendar');
  expect(await visit.press('fetcher')).toMatchObject({ status: 200 });
  await visit.go('Requests');
  await visit.press('send');
  expect(stack.page.requests.at(-1).authorization).toMatch(/^Bearer /);
});
