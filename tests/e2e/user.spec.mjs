// Who is signed in: the objects an application gets.
import { CALENDAR, expect, test } from './support/fixtures.mjs';

const ABOUT_THE_TOKEN = ['iss', 'aud', 'exp', 'iat', 'nonce', 'auth_time', 'sid'];

test('claims are those of the token with the token itself, the user has what describes a person', async ({ app }) => {
  await app.signIn({ options: { authorizationParams: { organization: 'org_acme', max_age: 600 } } });
  const { user, claims } = await app.run(async () => ({
    user: await window.client.getUser(),
    claims: await window.client.getIdTokenClaims(),
  }));
  const { __raw: raw, ...rest } = claims;
  expect(Object.keys(claims)[0]).toBe('__raw');
  expect(rest).toEqual(JSON.parse(Buffer.from(raw.split('.')[1], 'base64url')));
  expect(Object.keys(rest)).toEqual(expect.arrayContaining(ABOUT_THE_TOKEN));
  const expected = { ...rest };
  for (const name of ABOUT_THE_TOKEN) delete expected[name];
  expect(user).toEqual(expected);
  expect(user).toMatchObject({ sub: 'auth0|ada', email_verified: true, org_id: 'org_acme', org_name: 'acme' });
});

test('the same object each time, until there is another ID token', async ({ app }) => {
  await app.signIn();
  const seen = await app.run(async () => {
    const { client } = window;
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => client.getUser()));
    const claims = await client.getIdTokenClaims();
    await client.getTokenSilently();
    const same = others.every((user) => user === first);
    const still = (await client.getUser()) === first && (await client.getIdTokenClaims()) === claims;
    await client.getTokenSilently({ cacheMode: 'off' });
    return { same, still, renewed: (await client.getUser()) !== first };
  });
  expect(seen).toEqual({ same: true, still: true, renewed: true });
});

test('W38 an application that changes its user object changes no claim and nothing that is kept', async ({ app }) => {
  const options = { cacheLocation: 'localstorage' };
  await app.signIn({ options });
  const seen = await app.run(async (changes) => {
    const before = JSON.stringify({ ...localStorage });
    const user = await window.client.getUser();
    user.name = 'Mallory';
    delete user.sub;
    const claims = await window.client.getIdTokenClaims();
    await window.client.getTokenSilently();
    const other = window.make(changes);
    return {
      claims: [claims.name, claims.sub],
      fresh: (await other.getUser()).name,
      kept: JSON.stringify({ ...localStorage }) === before,
    };
  }, options);
  expect(seen).toEqual({ claims: ['Ada Lovelace', 'auth0|ada'], fresh: 'Ada Lovelace', kept: true });
});

test('names that are no Latin text, and claims of any shape, survive', async ({ app }) => {
  const options = { cacheLocation: 'localstorage' };
  await app.signIn({ options });
  const user = await app.run(async (changes) => {
    const key = '@@auth0spajs@@::demo-spa::@@user@@';
    const entry = JSON.parse(localStorage.getItem(key));
    Object.assign(entry.decodedToken.user, {
      name: 'Ада 愛 🎉 é "quoted" \\ \u2028',
      nested: { list: [1, null, { a: 1.5 }] },
    });
    localStorage.setItem(key, JSON.stringify(entry));
    return window.make(changes).getUser();
  }, options);
  expect(user).toMatchObject({ name: 'Ада 愛 🎉 é "quoted" \\ \u2028', nested: { list: [1, null, { a: 1.5 }] } });
});

test('another person signs in without a logout: nothing of the former one is left', async ({ app }) => {
  const options = { cacheLocation: 'localstorage', authorizationParams: { audience: CALENDAR } };
  await app.signIn({ as: 'ada', options });
  await app.open();
  const later = { cacheLocation: 'localstorage' };
  await app.signIn({ as: 'grace', options: later, login: { authorizationParams: { prompt: 'login' } } });
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|grace' });
  const cached = await app.run(
    (audience) => window.client.getTokenSilently({ cacheMode: 'cache-only', authorizationParams: { audience } }),
    CALENDAR,
  );
  expect(cached).toBeUndefined();
  expect(await app.run(() => window.everythingStored())).not.toContain('auth0|ada');
});

test('a person who changed at the tenant, in another tab, is noticed at the next silent request', async ({ app }) => {
  await app.signIn({ as: 'ada', options: { authorizationParams: { audience: CALENDAR } } });
  const other = await app.tab();
  await other.open();
  await other.signIn({ as: 'grace', login: { authorizationParams: { prompt: 'login' } } });
  await app.run(() => window.client.getTokenSilently({ authorizationParams: { scope: 'write:calendar' } }));
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|grace' });
  const token = await app.run(() => window.client.getTokenSilently());
  expect(JSON.parse(atob(token.split('.')[1])).sub).toBe('auth0|grace');
  other.refuseComplaints();
});
