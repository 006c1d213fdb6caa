// Popups, and what a person does in them.
import { App } from './app.mjs';

/** Options under which accounts can be connected. */
export const CONNECTING = { useRefreshTokens: true, useMrrt: true };

/**
 * Starts a call with a popup, and gives the popup. `window.config` is what the call was given beside its options, and
 * {@link outcomeOf} what becomes of it.
 */
export async function openPopup(app, method, options, config = {}) {
  const opened = app.page.waitForEvent('popup');
  await app.run(
    ([name, given, changes]) => {
      window.config = { ...changes };
      window.outcome = window.failure(() => window.client[name](given, window.config));
    },
    [method, options, config],
  );
  return opened;
}

/** What became of the call that opened the last popup. */
export const outcomeOf = (app) =>
  app.run(async () => {
    const outcome = await window.outcome;
    // A window cannot travel to the test.
    if (outcome.own?.popup) outcome.own.popup = outcome.own.popup === window.config.popup;
    return outcome;
  });

/** A person signs in at the tenant, in a popup. */
export const signInThere = (popup, who = /Ada Lovelace/) => popup.getByRole('button', { name: who }).click();

/** A person agrees at the provider, in a popup. */
export const allowThere = (popup) =>
  popup
    .getByRole('button', { name: /Allow, with this account/ })
    .first()
    .click();

/** The application's own page in a popup finishes what the tenant sent there, as on any callback. */
export async function finishThere(app, popup) {
  const page = new App(popup, app.url, app.tenant);
  await page.back();
  await page.run(() => {
    window.seen = window.failure(() => window.make().handleRedirectCallback());
  });
  return page;
}

/** Every page of the browser says what a person's browser would: the popup in front has the focus, the page has not. */
export const lookElsewhere = (app) => app.page.addInitScript(() => (document.hasFocus = () => false));
