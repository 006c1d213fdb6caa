import { expect, test } from './support/fixtures.mjs';
import { queryOf, seenBy } from './support/wire.mjs';

const inside = (organization) => ({ authorizationParams: { organization } });
const claims = () => window.client.getIdTokenClaims();

test('S3-E11 an organization in the options is asked for, and the ID token must name it', async ({ app, tenant }) => {
  await app.signIn({ options: inside('org_acme') });
  expect(seenBy(tenant, '/authorize')[0].query.organization).toBe('org_acme');
  expect(await app.run(claims)).toMatchObject({ org_id: 'org_acme', org_name: 'acme' });
  await tenant.switches.set({ id_token_tamper: 'org_id' });
  expect(await app.refused({ as: false, options: inside('org_acme') })).toMatchObject({
    message: 'Organization ID (org_id) claim mismatch in the ID token; expected "org_acme", found "org_attacker"',
  });
});

test('an organization of one login wins over that of the options', async ({ app, tenant }) => {
  await app.signIn({ options: inside('org_acme'), login: inside('org_globex') });
  expect(seenBy(tenant, '/authorize')[0].query.organization).toBe('org_globex');
  expect(await app.run(claims)).toMatchObject({ org_id: 'org_globex' });
});

test('S3-E13 S3-P12 another organization without signing in anew, and with the other parameters given again', async ({
  app,
  tenant,
}) => {
  const options = inside('org_acme');
  await app.signIn({ options });
  await app.run(() => window.client.logout({ openUrl: false }));
  expect(app.wire.to('/v2/logout')).toEqual([]);
  expect(await app.run(() => window.client.isAuthenticated())).toBe(false);
  tenant.log.clear();
  const again = { organization: 'org_globex', ui_locales: 'de', login_hint: 'ada@example.com', custom: 'kept' };
  await app.open();
  await app.signIn({ as: false, options, login: { authorizationParams: again } });
  expect(await app.run(claims)).toMatchObject({ sub: 'auth0|ada', org_id: 'org_globex', org_name: 'globex' });
  expect(seenBy(tenant, '/authorize')[0].query).toMatchObject(again);
  expect(tenant.log.entries(0).filter(({ path }) => path.startsWith('/u/login'))).toEqual([]);
});

test('an invitation and its organization are taken from the address and passed on', async ({ app }) => {
  await app.open('/?invitation=ticket-1234567890&organization=org_acme&organization_name=acme');
  await app.run(() => {
    const query = new URLSearchParams(location.search);
    const organization = query.get('organization');
    const invitation = query.get('invitation');
    void window.make().loginWithRedirect({ authorizationParams: { organization, invitation } });
  });
  await expect(app.page.getByText('by invitation')).toBeVisible();
  await app.choose('grace');
  await app.finish();
  expect(await app.run(claims)).toMatchObject({ sub: 'auth0|grace', org_id: 'org_acme' });
  const [sent] = app.wire.authorizations();
  expect(queryOf(sent).get('invitation')).toBe('ticket-1234567890');
  expect(queryOf(sent).get('organization')).toBe('org_acme');
});

test('an absent invitation is not sent as a word', async ({ app }) => {
  await app.open('/');
  const url = await app.run(async () => {
    let opened;
    const query = new URLSearchParams(location.search);
    const authorizationParams = { organization: query.get('organization'), invitation: query.get('invitation') };
    await window.make().loginWithRedirect({ authorizationParams, openUrl: (text) => (opened = text) });
    return opened;
  });
  expect(url).not.toMatch(/null|undefined|invitation|organization/);
});

test('somebody outside of the organization is refused, in the tenant’s words', async ({ app }) => {
  const refusal = await app.refused({ as: 'alan', options: inside('org_acme'), login: { appState: 'kept' } });
  expect(refusal).toMatchObject({
    classes: ['AuthenticationError', 'GenericError'],
    own: { error: 'access_denied', appState: 'kept' },
  });
  expect(refusal.message).toContain('not part of the org_acme organization');
});

test('a silent request is held to the organization too', async ({ app, tenant }) => {
  await app.signIn({ options: inside('org_acme') });
  await tenant.switches.set({ id_token_tamper: 'no_org_id' });
  expect(await app.run(() => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' })))).toMatchObject(
    {
      message: 'Organization ID (org_id) claim must be a string present in the ID token',
    },
  );
});
