import { button } from '../parts/button.mjs';
import { h } from '../parts/dom.mjs';
import { providerMark, providerName } from '../parts/providers.mjs';
import { moment } from '../parts/time.mjs';
import { scopeList } from './scopes.mjs';

/** One connected account: whose, since when, for what, and what can be done about it. */
export function accountCard(account, { missing, extend, disconnect }) {
  const { id, connection, scopes = [], created_at: created, expires_at: expires } = account;
  const name = providerName(connection);
  return h(
    'li',
    { class: 'connection connected', 'data-account': id, 'data-connection': connection },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, providerMark(connection)),
    h(
      'div',
      {},
      h('h4', {}, name, ' ', h('span', { class: 'badge' }, 'connected')),
      h(
        'p',
        { class: 'small quiet' },
        'Since ',
        h('time', { datetime: created }, moment(Date.parse(created))),
        expires && ', until ',
        expires && h('time', { datetime: expires }, moment(Date.parse(expires))),
        expires && ', as the connection gives no offline access',
        ' · ',
        h('code', {}, id),
      ),
      scopeList(scopes),
    ),
    h(
      'div',
      { class: 'actions' },
      missing.length > 0 &&
        button('Allow more', extend, { kind: 'slim', busy: `Going to ${name}`, describes: `at ${name}` }),
      button('Disconnect', disconnect, { kind: 'slim', busy: 'Disconnecting', describes: `${name}, ${id}` }),
    ),
  );
}
