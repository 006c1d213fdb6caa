// Which ID tokens are believed: every claim, the algorithm and the signature.
import { expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const ORGANIZATION = { authorizationParams: { organization: 'org_acme' } };
const BY_NAME = { authorizationParams: { organization: 'acme' } };
const MAX_AGE = { authorizationParams: { max_age: 600 } };
const DATE = String.raw`\w{3} \w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT\+0000 \(Coordinated Universal Time\)`;

const mustBe = (title, kind = 'a string') => `${title} claim must be ${kind} present in the ID token`;
const mismatch = (title, expected, found) =>
  `${title} claim mismatch in the ID token; expected "${expected}", found "${found}"`;

const REFUSED = [
  ['missing', 'ID token is required but missing'],
  ['malformed', 'ID token could not be decoded'],
  ['signature', /^Signature of the ID token is not valid/],
  ['unknown_kid', /^ID token is signed with a key \(kid "a-key-nobody-published"\)/],
  ['crit', /^ID token header lists critical extensions/],
  ['iss', ({ issuer }) => mismatch('Issuer (iss)', issuer, 'https://attacker.example/')],
  ['no_iss', mustBe('Issuer (iss)')],
  ['sub', mustBe('Subject (sub)')],
  ['aud', 'Audience (aud) claim mismatch in the ID token; expected "demo-spa" but found "another-client"'],
  ['no_aud', mustBe('Audience (aud)', 'a string or array of strings')],
  ['aud_list', mismatch('Authorized Party (azp)', 'demo-spa', 'another-client')],
  ['azp', mismatch('Authorized Party (azp)', 'demo-spa', 'another-client')],
  ['no_azp', `${mustBe('Authorized Party (azp)')} when Audience (aud) claim has multiple values`],
  ['nonce', ({ nonce }) => mismatch('Nonce (nonce)', nonce, 'a-nonce-nobody-sent')],
  ['no_nonce', mustBe('Nonce (nonce)')],
  [
    'exp',
    new RegExp(
      `^Expiration Time \\(exp\\) claim error in the ID token; current time \\(${DATE}\\) is after expiration time \\(${DATE}\\)$`,
    ),
  ],
  ['no_exp', mustBe('Expiration Time (exp)', 'a number')],
  ['no_iat', mustBe('Issued At (iat)', 'a number')],
  [
    'nbf',
    new RegExp(
      `^Not Before time \\(nbf\\) claim in the ID token indicates that this token can't be used just yet. Current time \\(${DATE}\\) is before ${DATE}$`,
    ),
  ],
  [
    'auth_time',
    new RegExp(
      `^Authentication Time \\(auth_time\\) claim in the ID token indicates that too much time has passed since the last end-user authentication. Current time \\(${DATE}\\) is after last auth at ${DATE}$`,
    ),
    MAX_AGE,
  ],
  [
    'no_auth_time',
    `${mustBe('Authentication Time (auth_time)', 'a number')} when Max Age (max_age) is specified`,
    MAX_AGE,
  ],
  ['org_id', mismatch('Organization ID (org_id)', 'org_acme', 'org_attacker'), ORGANIZATION],
  ['no_org_id', mustBe('Organization ID (org_id)'), ORGANIZATION],
  ['org_name', mismatch('Organization Name (org_name)', 'acme', 'attacker'), BY_NAME],
  ['no_org_name', mustBe('Organization Name (org_name)'), BY_NAME],
];

/** What a refusal of this fault has to say. */
function wording(expected, tenant) {
  const { nonce } = seenBy(tenant, '/authorize').at(-1).query;
  const message = typeof expected === 'function' ? expected({ issuer: tenant.issuer, nonce }) : expected;
  return typeof message === 'string' ? message : expect.stringMatching(message);
}

const refusalOf = (kind) => REFUSED.find(([name]) => name === kind);

for (const kind of ['missing', 'signature', 'crit', 'iss', 'aud', 'nonce', 'exp', 'auth_time', 'org_id']) {
  test(`a login whose ID token has the fault ${kind} is refused, and nobody is signed in`, async ({ app, tenant }) => {
    const [, expected, options] = refusalOf(kind);
    await tenant.switches.set({ id_token_tamper: kind });
    const refusal = await app.refused({ options: { cacheLocation: 'localstorage', ...options } });
    const message = wording(expected, tenant);
    expect(refusal).toMatchObject({ classes: [], name: 'Error', message, code: 'invalid_id_token', own: {} });
    const left = await app.run(async () => ({
      user: await window.client.getUser(),
      stored: Object.keys(localStorage),
      cookies: document.cookie,
    }));
    expect(left).toEqual({ user: undefined, stored: [], cookies: '' });
  });
}

test('each of the faults is refused in its own words in a silent renewal too, and the session lives on', async ({
  app,
  tenant,
}) => {
  await app.signIn();
  const silently = (authorizationParams) =>
    window.failure(() => window.client.getTokenSilently({ cacheMode: 'off', authorizationParams }));
  for (const [kind, expected, options] of REFUSED) {
    // Who signed in how long ago is judged by the client's own `max_age`.
    if (options === MAX_AGE) await app.make(MAX_AGE);
    await tenant.switches.set({ id_token_tamper: kind });
    const refusal = await app.run(silently, options?.authorizationParams);
    const message = wording(expected, tenant);
    expect.soft(refusal, kind).toMatchObject({ message, code: 'invalid_id_token' });
    if (options === MAX_AGE) await app.make();
  }
  await tenant.switches.set({ id_token_tamper: 'off' });
  expect(await app.run(silently)).toMatchObject({ resolved: expect.any(String) });
  expect(await app.run(() => window.client.isAuthenticated())).toBe(true);
});

test('a claim that only a request for it makes matter is no reason to refuse', async ({ app, tenant }) => {
  let as = 'ada';
  for (const kind of ['auth_time', 'no_auth_time', 'org_id', 'no_org_name']) {
    await tenant.switches.set({ id_token_tamper: kind });
    await app.open();
    expect(await app.signIn({ as }), kind).toMatchObject({ response_type: 'code' });
    as = false;
  }
});

for (const alg of ['RS256', 'PS256', 'ES256']) {
  test(`ID tokens signed with ${alg} are accepted, and verified`, async ({ app, tenant }) => {
    await tenant.switches.set({ id_token_alg: alg });
    await app.signIn();
    const header = await app.run(async () => {
      const { __raw: raw } = await window.client.getIdTokenClaims();
      return JSON.parse(atob(raw.split('.')[0]));
    });
    expect(header.alg).toBe(alg);
    await tenant.switches.set({ id_token_tamper: 'signature' });
    expect(await app.refused({ as: false })).toMatchObject({ message: expect.stringMatching(/^Signature of/) });
  });
}

test('ID tokens signed with HS256, or not at all, are refused', async ({ app, tenant }) => {
  await tenant.switches.set({ id_token_alg: 'HS256' });
  expect(await app.refused()).toMatchObject({
    message: 'Signature algorithm of "HS256" is not supported. Expected the ID token to be signed with "RS256".',
  });
  await tenant.switches.set({ id_token_alg: 'none' });
  expect(await app.refused({ as: false })).toMatchObject({ message: 'ID token could not be decoded' });
});

test('max_age is enforced for a call too, written as a number or as text', async ({ app, tenant }) => {
  await tenant.switches.set({ id_token_tamper: 'auth_time' });
  const login = (maxAge) => ({ authorizationParams: { max_age: maxAge } });
  expect(await app.refused({ login: login('600') })).toMatchObject({
    message: expect.stringMatching(/^Authentication Time \(auth_time\)/),
  });
  await tenant.switches.set({ id_token_tamper: 'off' });
  await app.open();
  expect(
    await app.signIn({ as: 'ada', login: { authorizationParams: { max_age: 0, prompt: 'login' } } }),
  ).toMatchObject({ response_type: 'code' });
});

test('the clocks may differ by the leeway, and by no more', async ({ app, tenant }) => {
  await tenant.switches.set({ id_token_tamper: 'nbf' });
  const expected = { message: expect.stringMatching(/^Not Before time/) };
  expect(await app.refused({ options: { leeway: 3000 } })).toMatchObject(expected);
  await app.open();
  expect(await app.signIn({ as: false, options: { leeway: 3660 } })).toMatchObject({ response_type: 'code' });
});

test('an organization is compared by id exactly, and by name whatever the case', async ({ app }) => {
  const named = (organization) => ({ authorizationParams: { organization } });
  for (const [index, organization] of ['org_acme', 'acme', 'ACME'].entries()) {
    await app.open();
    const how = { as: index === 0 ? 'ada' : false, options: named(organization) };
    expect(await app.signIn(how), organization).toMatchObject({ response_type: 'code' });
  }
});
