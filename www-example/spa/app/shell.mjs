import { button, LEAVING } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { signedIn, signedOut } from '../panels/index.mjs';
import { rememberGoodbye } from './goodbye.mjs';
import { signOut } from './session.mjs';

const find = (id) => document.getElementById(id);

/** The bar's end: who is signed in, and the way out. */
export function showAccount(app) {
  const { user } = app;
  if (!user) return fill(find('account'));
  const leave = button('Sign out', () => goAway(app), { kind: 'slim', busy: 'Signing out', id: 'sign-out' });
  return fill(
    find('account'),
    user.picture && h('img', { src: user.picture, alt: '', width: 32, height: 32 }),
    h('span', { class: 'name' }, user.name ?? user.sub),
    leave,
  );
}

async function goAway(app) {
  try {
    rememberGoodbye();
    await signOut(app.client);
    return LEAVING;
  } catch (error) {
    return app.fail(error);
  }
}

/** The panels of the present state, and links to them. */
export function showPanels(app) {
  const panels = app.user ? signedIn : signedOut;
  fill(find('view'), h('div', { class: 'stack' }, ...panels.map(({ build }) => build(app))));
  const linked = [...panels.filter(({ label }) => label), { id: 'wire', label: 'On the wire' }];
  fill(find('sections'), ...linked.map(({ id, label }) => h('a', { href: `#${id}` }, label)));
  document.title = app.user ? `${app.user.name ?? 'Signed in'} · auth0-spa-wasm demo` : 'Sign in · auth0-spa-wasm demo';
  addEventListener('hashchange', markSection);
  markSection();
}

function markSection() {
  for (const link of find('sections').querySelectorAll('a')) {
    if (link.hash === location.hash) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  }
}

/** Goes to the section that the address names, now that it exists; else, if asked, focuses the main heading. */
export function bySection({ focus }) {
  const section = location.hash && find(location.hash.slice(1));
  if (section) section.scrollIntoView();
  if (focus) (section || find('view')).querySelector('h1, h2')?.focus({ preventScroll: Boolean(section) });
}

/** While the page waits, says what it waits for. */
export function showPatience() {
  const timer = setTimeout(() => {
    const line = find('waiting');
    if (line)
      line.textContent = 'Still waiting for the tenant to say whether you are signed in. It may take up to 20 seconds.';
  }, 4000);
  return { stop: () => clearTimeout(timer) };
}

/** What stands in the view when the page could not start. */
export function showFailure() {
  const retry = button('Reload the page', () => location.reload(), { kind: 'primary', busy: 'Reloading' });
  fill(
    find('view'),
    h(
      'div',
      { class: 'waiting' },
      h('h1', { tabindex: '-1' }, 'The demo could not start'),
      h('div', { class: 'actions' }, retry),
    ),
  );
}
