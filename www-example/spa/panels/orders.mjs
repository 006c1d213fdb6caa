import { callApi } from '../app/api.mjs';
import { ORDERS } from '../app/apis.mjs';
import { obtainToken } from '../app/tokens.mjs';
import { announce } from '../parts/announce.mjs';
import { button } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';
import { shorten } from '../parts/shorten.mjs';
import { refusal } from './refusal.mjs';

/** A second API with an audience of its own, opened by the same refresh token. */
export const orders = {
  id: 'orders',
  label: 'Orders',
  build: (app) => {
    const result = h(
      'div',
      { class: 'result' },
      h(
        'p',
        { class: 'quiet' },
        'Your orders lie behind another API, ',
        h('code', {}, ORDERS.audience),
        '. The refresh token of your sign-in opens it as well: the tenant gives an access token for it, and you are not asked.',
      ),
    );
    const load = async () => {
      app.notices.clear();
      try {
        await show(app, result);
      } catch (error) {
        app.fail(error);
      }
    };
    return panel(
      'orders',
      'Your orders',
      result,
      h(
        'div',
        { class: 'actions' },
        button('Load my orders', load, { kind: 'primary', busy: 'Loading', id: 'orders-load' }),
      ),
    );
  },
};

async function show(app, result) {
  const story = await obtainToken(app.client, { audience: ORDERS.audience });
  const answer = await callApi(app, '/orders', { audience: ORDERS.audience });
  fill(result, ...(answer.ok ? list(answer.body) : refusal(answer)), statusLine(answer, story));
  announce(answer.ok ? 'Your orders are loaded.' : `The API refused the call with status ${answer.status}.`);
}

function list({ orders: ordered = [] }) {
  if (ordered.length === 0) return [h('p', {}, 'You have ordered nothing.')];
  const entries = ordered.map(({ item, quantity, placed }) =>
    h(
      'li',
      {},
      h('time', { datetime: placed }, placed),
      h('span', {}, h('strong', {}, item), h('span', { class: 'quiet small' }, ` Quantity ${quantity}`)),
    ),
  );
  return [h('div', { class: 'agenda' }, h('ul', {}, ...entries))];
}

function statusLine({ status }, { source, token }) {
  const came = source === 'cache' ? 'from the cache' : 'from the tenant, for the refresh token';
  return h(
    'p',
    { class: 'small quiet status', 'data-status': status, 'data-source': source },
    h('code', {}, 'GET /orders'),
    ` answered ${status}. The access token `,
    h('code', {}, shorten(token)),
    ` came ${came}.`,
  );
}
