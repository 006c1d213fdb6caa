import { button } from '../parts/button.mjs';
import { h } from '../parts/dom.mjs';
import { meaning, providerMark, providerName } from '../parts/providers.mjs';

/** One connection that an account can be connected of: for what, and by which way. */
export function connectableCard({ name: connection, scopes = [] }, { isConnected, redirect, popup }) {
  const name = providerName(connection);
  const label = isConnected ? 'Connect another' : `Connect ${name}`;
  const form = h('form', { class: 'wishes', 'aria-label': `What to allow at ${name}` });
  const chosen = () => ({ connection, scopes: new FormData(form).getAll('scope') });
  form.append(
    h('fieldset', {}, h('legend', { class: 'small' }, 'This page may see'), ...scopes.map((scope) => wish(scope))),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  return h(
    'li',
    { class: 'connection', 'data-connection': connection },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, providerMark(connection)),
    h('div', {}, h('h4', {}, name), form),
    h(
      'div',
      { class: 'actions' },
      button(label, () => redirect(chosen()), {
        kind: isConnected ? 'slim' : 'slim primary',
        busy: `Going to ${name}`,
        describes: isConnected && name,
      }),
      button('In a popup', () => popup(chosen()), { kind: 'slim', busy: 'Waiting for you', describes: name }),
    ),
  );
}

function wish(scope) {
  return h(
    'label',
    { class: 'wish', title: scope },
    h('input', { type: 'checkbox', name: 'scope', value: scope, checked: true }),
    h('span', {}, meaning(scope)),
  );
}
