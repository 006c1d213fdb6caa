// What is true after the later blocks of EXAMPLES.md: other ways to sign in, and connected accounts.
import { totp } from '../../tenant/support/totp.mjs';
import { plugIn } from './authenticator.mjs';
import { bound } from './dpop.mjs';
import { exampleProfile } from './examples.mjs';
import { CALENDAR, expect } from './fixtures.mjs';
import { signInThere } from './popup.mjs';
import { refreshing, signInStale } from './refresh.mjs';

const CALLBACK = { authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const CONNECTING = bound({
  useMrrt: true,
  cacheLocation: 'localstorage',
  authorizationParams: { scope: 'openid profile email' },
});

/** The profile of the page, by the Management API. */
async function createProfile(tenant) {
  const client = { client_id: 'management', client_secret: 'management-development-secret' };
  const grant = { grant_type: 'client_credentials', ...client, audience: `${tenant.url}/api/v2/` };
  const token = await fetch(`${tenant.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(grant) });
  const { access_token: managing } = await token.json();
  const headers = { authorization: `Bearer ${managing}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: exampleProfile() };
  expect((await fetch(`${tenant.url}/api/v2/token-exchange-profiles`, init)).status).toBe(201);
}

export const MORE = {
  'Signing in by a popup': [
    async ({ page, app }) => {
      await app.open();
      await app.make();
      await page.insert('<button id="login">Log in</button>');
      await page.run(0);
      const opened = app.page.waitForEvent('popup');
      await app.page.getByRole('button', { name: 'Log in' }).click();
      const popup = await opened;
      const closed = popup.waitForEvent('close');
      await signInThere(popup);
      await closed;
      await expect.poll(() => app.run(() => window.client.isAuthenticated())).toBe(true);
    },
    async ({ page }) => expect(await page.run(1)).toEqual({ ordersToken: expect.any(String) }),
  ],
  'Custom token exchange': [
    async ({ page, app, tenant }) => {
      await createProfile(tenant);
      await app.make(CALLBACK);
      await app.run((token) => void (window.externalToken = token), await tenant.subjectToken());
      await page.run(0);
      expect(await app.run(() => window.client.getUser())).toMatchObject({ org_id: 'org_acme' });
    },
  ],
  'Second factor': [
    async ({ page, app, tenant }) => {
      await signInStale(app, tenant, { options: refreshing() });
      await tenant.switches.set({ mfa: 'required_on_refresh' });
      let shown;
      await app.page.exposeFunction('showQrCode', (uri) => void (shown = uri));
      await app.page.exposeFunction('askForCode', () => totp(shown));
      await page.run(0);
      expect(await app.run(() => window.client.getTokenSilently())).toEqual(expect.any(String));
    },
  ],
  Passkeys: [
    async ({ page, app }) => {
      await plugIn(app.page);
      await app.make();
      expect(await page.run(0)).toEqual({ tokens: expect.objectContaining({ access_token: expect.any(String) }) });
    },
    async ({ page, app }) => {
      await app.run(() => window.client.logout({ openUrl: false }));
      await page.run(1);
      expect(await app.run(() => window.client.getUser())).toMatchObject({ email: 'new@example.com' });
    },
  ],
  'Anonymous sessions': [
    async ({ page, app }) => {
      await app.make();
      expect(await page.run(0)).toEqual({ accessToken: expect.any(String) });
      expect(await app.run(() => window.client.anonymous.hasSession())).toBe(false);
    },
  ],
  'Authentication methods': [
    async ({ page, app }) => {
      await app.signIn({ options: CONNECTING });
      const asked = app.page.waitForEvent('dialog');
      const enrolled = page.run(0);
      const dialog = await asked;
      const [uri] = /otpauth:\S+/.exec(dialog.message());
      await dialog.accept(await totp(uri));
      expect(await enrolled).toMatchObject({ method: { type: 'totp', confirmed: true } });
    },
    async ({ page }) => {
      const { methods, left } = await page.run(1);
      expect(methods).toMatchObject([{ type: 'totp' }]);
      expect(left).toMatchObject([{ type: 'password' }]);
    },
  ],
  'Set-up': [
    async ({ page, app }) => {
      app.wire.forget();
      await page.run(0);
      expect(await app.run(() => typeof window.client.connectAccountWithRedirect)).toBe('function');
      expect(app.wire.to('/oauth/token')).toEqual([]);
    },
  ],
  'Sign-in for connected accounts': [
    async ({ page, app, tenant }) => {
      await app.make(CONNECTING);
      await page.leave(0);
      await app.page.waitForURL((url) => url.origin === tenant.url);
      await app.choose('ada');
    },
    async ({ page, app }) => {
      await app.make(CONNECTING);
      expect(await page.run(1)).toMatchObject({ user: { sub: 'auth0|ada' } });
    },
  ],
  'Connecting an account': [
    async ({ page, app, tenant }) => {
      await app.signIn({ options: CONNECTING });
      await page.leave(0);
      await app.page.waitForURL((url) => url.origin === tenant.url);
      await app.page.locator('button.person, button.primary').first().click();
      await app.back();
    },
    async ({ page, app }) => {
      await app.make(CONNECTING);
      await page.run(1);
      expect(await app.run(() => window.connected)).toMatchObject({
        connection: 'google-oauth2',
        response_type: 'connect_code',
        appState: { from: 'settings' },
      });
    },
  ],
  'Listing and removing accounts': [
    async ({ page, app, tenant }) => {
      tenant.connectAccount({ user: 'ada', account: 'work@gmail.example' });
      await app.signIn({ options: CONNECTING });
      const { accounts, left } = await page.run(0);
      expect(accounts).toMatchObject([{ connection: 'google-oauth2' }]);
      expect(left.accounts).toEqual([]);
    },
    async ({ page, app, tenant }) => {
      await page.run(1);
      expect(await app.run(() => window.client.listConnectedAccounts())).toMatchObject({ accounts: [] });
      await tenant.switches.set({ my_account: 'off' });
    },
    async ({ page, app }) => {
      const said = app.page.waitForEvent('dialog');
      await page.leave(2);
      const dialog = await said;
      expect(dialog.message()).toMatch(/\S/);
      await dialog.dismiss();
    },
  ],
};
