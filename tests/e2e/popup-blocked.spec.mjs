// A browser that blocks popups, as a person's does. Playwright turns that off by default.
import { expect, test } from './support/fixtures.mjs';
import { outcomeOf, signInThere } from './support/popup.mjs';

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-popup-blocking'] }),
});

const BLOCKED = {
  classes: ['GenericError', 'PopupOpenError'],
  message: 'Unable to open a popup for loginWithPopup - window.open returned `null`',
  own: { error: 'popup_open' },
};

/** Makes a button of the page do something. */
const button = (app, body) =>
  app.run((code) => {
    const made = document.createElement('button');
    made.textContent = 'Go';
    made.addEventListener('click', () => {
      window.outcome = window.failure(() => window.client[code]({ connection: 'github' }));
    });
    document.body.append(made);
  }, body);

for (const method of ['loginWithPopup', 'getTokenWithPopup', 'connectAccountWithPopup']) {
  test(`${method} without a click: PopupOpenError at once, and nothing is sent`, async ({ app }) => {
    await app.open();
    await app.make();
    // The click that the test's own script counts as is used up by the first window.
    const refusal = await app.run((name) => {
      window.open('').close();
      return window.failure(() => window.client[name]({ connection: 'github' }));
    }, method);
    expect(refusal).toMatchObject(BLOCKED);
    expect(app.wire.authorizations()).toEqual([]);
  });
}

test('the first click on a fresh page opens the popup, though the WebAssembly is not there yet', async ({ app }) => {
  await app.open();
  await app.make();
  await button(app, 'loginWithPopup');
  const opened = app.page.waitForEvent('popup');
  await app.page.getByRole('button', { name: 'Go' }).click();
  await signInThere(await opened);
  expect(await outcomeOf(app)).toEqual({ resolved: undefined });
});
