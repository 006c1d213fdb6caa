// Calls that open a window, what a person does in it, and what is left open.
import { open } from './tree.mjs';

/**
 * Runs `client[method](...given)`, lets a person `act(popup)`, and keeps what came of it, with how the window was asked
 * for and whether it is still there.
 */
export async function inPopup(session, name, { method = 'loginWithPopup', given = [], act = async () => {} }) {
  const { page } = session.app;
  const opened = page.waitForEvent('popup');
  await page.evaluate(startIt, [method, given]);
  const popup = await opened;
  await act(popup, session);
  const seen = await page.evaluate(() => window.pending);
  // What the page sees: it takes a moment until the window is gone.
  const [asked, left] = await page.evaluate(() => [window.opened, !window.popups.at(-1).closed]);
  if (!left && !popup.isClosed()) await popup.waitForEvent('close');
  await session.note(name, { ...open(seen), opened: asked, left });
  await closeOthers(session);
  return seen;
}

/** A function of the page: it stands alone. */
function startIt([method, given]) {
  const AS_LONG_AS_A_PERSON_TAKES = 60_000;
  const { open } = window;
  window.opened = [];
  window.open = (...args) => {
    window.opened.push(args.map((arg) => String(arg).replace(/(left|top)=[\d.-]+/g, '$1=‹place›')));
    const popup = open.apply(window, args);
    window.popups = [...(window.popups ?? []), popup];
    return popup;
  };
  window.pending = window
    .observe((all) => window.client[method](...all.map((one) => one ?? undefined)), given, AS_LONG_AS_A_PERSON_TAKES)
    .finally(() => void (window.open = open));
}

/** Every page but the one under test is closed, and the page knows it: else the next popup could not have the name. */
export async function closeOthers({ app }) {
  const others = app.page
    .context()
    .pages()
    .filter((page) => page !== app.page);
  await Promise.all(others.map((page) => page.close()));
  await app.page.waitForFunction(() => (window.popups ?? []).every((popup) => !popup || popup.closed));
}

const person = (popup) => popup.getByRole('button', { name: /Ada Lovelace/ });
export const signsIn = (popup) => person(popup).click();
export const refuses = (popup) => popup.getByRole('button', { name: 'Deny access and return' }).click();

/** The person closes the window once the page of the tenant is there. */
export async function closes(popup) {
  await person(popup).waitFor();
  await popup.close();
}
