// Logins in popups where a Cross-Origin-Opener-Policy parts them from the page, and where the browser blocks them.
import { expect, test } from './support/fixtures.mjs';
import { finishThere, lookElsewhere, openPopup, outcomeOf, signInThere } from './support/popup.mjs';
import { seenBy } from './support/wire.mjs';
import { warningsOf } from './support/warnings.mjs';

async function relayed(app) {
  const popup = await openPopup(app, 'loginWithPopup');
  const closed = popup.waitForEvent('close');
  await signInThere(popup);
  await finishThere(app, popup).catch(() => {});
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
  await closed;
  expect(await app.run(() => window.client.getUser())).toMatchObject({ sub: 'auth0|ada' });
  expect(seenBy(app.tenant, '/authorize')[0].query.response_mode).toBe('query');
  expect(app.wire.tokens()).toHaveLength(1);
}

test('WP-16 same-origin: with popupResponseMode query a person signs in, and the page stays', async ({ app, site }) => {
  site.serveWith({ 'cross-origin-opener-policy': 'same-origin' });
  await lookElsewhere(app);
  await app.open();
  await app.make({ popupResponseMode: 'query' });
  await relayed(app);
});

test('a cross-origin isolated page asks for that by itself', async ({ app, site }) => {
  site.serveWith({ 'cross-origin-opener-policy': 'same-origin' });
  await lookElsewhere(app);
  await app.open('/?isolated');
  await app.make();
  await relayed(app);
});

test('same-origin-allow-popups: the message of the tenant arrives', async ({ app, site }) => {
  site.serveWith({ 'cross-origin-opener-policy': 'same-origin-allow-popups' });
  await app.open();
  await app.make();
  const popup = await openPopup(app, 'loginWithPopup');
  await signInThere(popup);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
});

test('same-origin without it: the popup seems closed, and a warning says what to do', async ({ app, site }) => {
  site.serveWith({ 'cross-origin-opener-policy': 'same-origin' });
  await lookElsewhere(app);
  await app.open();
  await app.make();
  const warnings = warningsOf(app.page);
  await openPopup(app, 'loginWithPopup');
  expect(await outcomeOf(app)).toMatchObject({ classes: ['GenericError', 'PopupCancelledError'] });
  expect(warnings.join()).toContain('popupResponseMode: "query"');
});
