import { connectByPopup, connectByRedirect } from '../app/accounts.mjs';
import { callApi } from '../app/api.mjs';
import { announce } from '../parts/announce.mjs';
import { button, LEAVING } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';
import { providerName } from '../parts/providers.mjs';
import { refusal } from './refusal.mjs';
import { week } from './week.mjs';

const PATH = '/connected/calendar';
const PLACE = '/#connected-calendar';

/** The calendar of the connected account, by way of the API and the Token Vault. */
export const connectedCalendar = {
  id: 'connected-calendar',
  build: (app) => {
    const result = h('div', { class: 'result' });
    const show = trying(app, () => load(app, result, show));
    if (app.connected && location.hash === '#connected-calendar') {
      fill(result, h('div', { class: 'placeholder' }));
      show();
    }
    return panel(
      'connected-calendar',
      'Your week, from your connected account',
      h(
        'p',
        { class: 'quiet' },
        'The API hands your access token to the Token Vault, gets the provider’s, and reads your calendar there. Nobody asks you anything.',
      ),
      result,
      h(
        'div',
        { class: 'actions' },
        button('Show my week', show, { kind: 'primary', busy: 'Loading', id: 'week-load' }),
      ),
    );
  },
};

function trying(app, run) {
  return async () => {
    app.notices.clear();
    try {
      return await run();
    } catch (error) {
      return app.fail(error);
    }
  };
}

async function load(app, result, again) {
  const { status, ok, body, challenge } = await callApi(app, PATH);
  fill(result, ...(ok ? drawn(body) : obstacle(app, { status, body, challenge }, again)), statusLine(status));
  announce(ok ? `The week of ${body.account} is drawn.` : (body?.title ?? `The API answered ${status}.`));
}

function drawn({ account, connection, events }) {
  return [h('h3', {}, account, ' ', h('span', { class: 'badge' }, providerName(connection))), week(events)];
}

/** What to offer instead: the code of the problem says it, never its text. */
function obstacle(app, { status, body, challenge }, again) {
  if (body?.code === 'account_not_connected') {
    const name = providerName(body.connection);
    return offer(app, again, {
      title: 'Connect your calendar',
      what: `Your week is at ${name}, and this page may not look there yet.`,
      detail: body.detail,
      wish: { connection: body.connection },
      label: 'Connect your calendar',
    });
  }
  if (body?.code === 'account_scope_missing') {
    return offer(app, again, {
      title: 'Allow your calendar, too',
      what: `Your ${providerName(body.connection)} account is connected, but not for its calendar.`,
      detail: body.detail,
      wish: { connection: body.connection, scopes: ['openid', 'profile', 'email', ...body.scopes] },
      label: 'Allow my calendar',
    });
  }
  return refusal({ status, body, challenge });
}

function offer(app, again, { title, what, detail, wish, label }) {
  const name = providerName(wish.connection);
  const leave = trying(app, async () => {
    await connectByRedirect(app, wish, PLACE);
    return LEAVING;
  });
  const ask = trying(app, async () => {
    await connectByPopup(app, wish);
    app.events.dispatchEvent(new Event('accounts'));
    return again();
  });
  return [
    h(
      'div',
      { class: 'offer' },
      h('h3', {}, title),
      h('p', {}, what),
      h(
        'div',
        { class: 'actions' },
        button(label, leave, { kind: 'primary', busy: `Going to ${name}` }),
        button('In a popup', ask, { busy: 'Waiting for you', describes: label }),
      ),
      h('details', { class: 'small' }, h('summary', {}, 'What the API said'), h('p', {}, detail)),
    ),
  ];
}

function statusLine(status) {
  return h(
    'p',
    { class: 'small quiet status', 'data-status': status },
    h('code', {}, `GET ${PATH}`),
    ` answered ${status}`,
  );
}
