import { connectByPopup, connectByRedirect, disconnect, readAccounts } from '../app/accounts.mjs';
import { announce } from '../parts/announce.mjs';
import { button, LEAVING } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';
import { providerName } from '../parts/providers.mjs';
import { accountCard } from './account.mjs';
import { connectableCard } from './connectable.mjs';

const PLACE = '/#connections';

/** The accounts a person has elsewhere: which are connected, which can be, and the ways to and fro. */
export const connections = {
  id: 'connections',
  label: 'Connections',
  build: (app) => {
    const lists = h('div', { class: 'result', id: 'connection-lists' });
    const act = trying(app);
    const show = () => load(app, lists, act);
    // What was just told stays to be read, so this is no press of a button.
    app.events.addEventListener('accounts', () => show().catch(app.fail));
    if (app.connected && location.hash === '#connections') {
      fill(lists, h('div', { class: 'placeholder' }));
      act(show)();
    }
    return panel(
      'connections',
      'Your connected accounts',
      h(
        'p',
        { class: 'quiet' },
        'Let this page use accounts that you have elsewhere. The tenant keeps their tokens in its vault: this page never sees one.',
      ),
      lists,
      h(
        'div',
        { class: 'actions' },
        button('Show my connections', act(show), { kind: 'primary', busy: 'Loading', id: 'connections-load' }),
      ),
    );
  },
};

/** Wraps what a button does: a failure is told, and the button is free again. */
function trying(app) {
  return (run) => async () => {
    app.notices.clear();
    try {
      return await run();
    } catch (error) {
      return app.fail(error);
    }
  };
}

async function load(app, lists, act) {
  const known = await readAccounts(app);
  const { accounts, connections } = known;
  fill(
    lists,
    h('h3', { tabindex: '-1' }, 'Connected'),
    accounts.length > 0
      ? h('ul', { class: 'cards' }, ...accounts.map((account) => connected(app, account, { known, act })))
      : h('p', { class: 'quiet empty' }, 'Nothing yet.'),
    h('h3', {}, 'Can be connected'),
    h('ul', { class: 'cards' }, ...connections.map((connection) => connectable(app, connection, { known, act }))),
  );
  announce(`${accounts.length} connected, ${connections.length} can be.`);
}

function connected(app, account, { known, act }) {
  const { scopes: configured = [] } = known.connections.find(({ name }) => name === account.connection) ?? {};
  const missing = configured.filter((scope) => !account.scopes?.includes(scope));
  const more = { connection: account.connection, scopes: [...new Set([...(account.scopes ?? []), ...missing])] };
  return accountCard(account, {
    missing,
    extend: act(() => leave(app, more)),
    disconnect: act(() => remove(app, account)),
  });
}

function connectable(app, connection, { known, act }) {
  return connectableCard(connection, {
    isConnected: known.accounts.some((account) => account.connection === connection.name),
    redirect: (chosen) => act(() => leave(app, chosen))(),
    popup: (chosen) => act(() => inPopup(app, chosen))(),
  });
}

async function leave(app, chosen) {
  await connectByRedirect(app, chosen, PLACE);
  return LEAVING;
}

async function inPopup(app, chosen) {
  // Nothing may come before this: the browser allows a window only while the press is being handled.
  const { connection } = await connectByPopup(app, chosen);
  told(app, `${providerName(connection)} is connected`);
}

async function remove(app, account) {
  await disconnect(app, account);
  told(app, `${providerName(account.connection)} is disconnected`);
}

/** Says what happened, and lets every panel that shows accounts look again. */
function told(app, title) {
  app.notices.news({ title, what: 'You can change your mind at any time.' });
  app.events.dispatchEvent(new Event('accounts'));
  document.querySelector('#connections h2').focus();
}
