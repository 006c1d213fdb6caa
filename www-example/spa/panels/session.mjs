import { changeSettings } from '../app/change.mjs';
import { stores } from '../app/stores.mjs';
import { announce } from '../parts/announce.mjs';
import { button, LEAVING } from '../parts/button.mjs';
import { h } from '../parts/dom.mjs';
import { panel } from '../parts/panel.mjs';
import { inventory } from './inventory.mjs';

/** How long the session lasts: where it is kept, where it came from at this load, and what that leaves in the browser. */
export const session = {
  id: 'session',
  label: 'Session',
  build: (app) => {
    const form = h(
      'form',
      { class: 'lasting' },
      choices(app.settings.store),
      h(
        'p',
        { class: 'hint' },
        'Another store takes another client: the refresh token is given back, the session here is forgotten, and you are signed in again at the tenant, which still knows you. The choice is remembered.',
      ),
      actions(app, () => new FormData(form).get('store')),
    );
    form.addEventListener('submit', (event) => event.preventDefault());
    return panel(
      'session',
      'Where your session is kept',
      h('p', { class: 'origin' }, origin(app)),
      form,
      inventory(app),
    );
  },
};

function origin({ arrived, kept, settings }) {
  const { name } = stores[settings.store];
  if (arrived) return `You have just signed in. Your session is kept in: ${name}.`;
  return kept
    ? `This load of the page found your session in: ${name}. Nobody had to be asked.`
    : 'This load of the page found no session here. A hidden frame asked the tenant, which still knew you.';
}

function choices(current) {
  return h(
    'fieldset',
    {},
    h('legend', {}, 'Keep it in'),
    h(
      'div',
      { class: 'choices' },
      ...Object.entries(stores).map(([value, { name, after }]) =>
        h(
          'label',
          { class: 'choice' },
          h('input', { type: 'radio', name: 'store', value, checked: value === current }),
          h('span', { class: 'initial', 'aria-hidden': 'true' }, name[0]),
          h('span', {}, h('strong', {}, name, value === current && ' · in use'), h('small', {}, after)),
        ),
      ),
    ),
  );
}

function actions(app, chosen) {
  const change = async () => {
    app.notices.clear();
    if (chosen() === app.settings.store) {
      app.notices.news({ title: 'It is kept there already', what: 'Choose another store first.' });
      return announce('It is kept there already.');
    }
    try {
      await changeSettings(app, { store: chosen() }, '/#session');
      return LEAVING;
    } catch (error) {
      return app.fail(error);
    }
  };
  const reload = () => {
    location.hash = 'session';
    location.reload();
    return LEAVING;
  };
  return h(
    'div',
    { class: 'actions' },
    button('Keep it there', change, { kind: 'primary', busy: 'Signing in again', id: 'store-use' }),
    button('Reload the page', reload, { busy: 'Reloading', id: 'store-reload' }),
  );
}
