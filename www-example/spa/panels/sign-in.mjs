import { signIn as goToTenant } from '../app/session.mjs';
import { stores } from '../app/stores.mjs';
import { button, LEAVING } from '../parts/button.mjs';
import { h } from '../parts/dom.mjs';
import { Problem } from '../parts/problem.mjs';

/** The way in: who, for which organization, and whether as somebody new. */
export const signIn = {
  id: 'sign-in',
  build: (app) => {
    const form = h(
      'form',
      { class: 'panel sign-in', id: 'sign-in', 'aria-labelledby': 'sign-in-title' },
      people(app.config),
      organizations(app.config),
      keeping(app.settings),
      actions(app, () => chosen(form)),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      form.querySelector('.primary').click();
    });
    return h('div', { class: 'hero' }, intro(), form);
  },
};

function intro() {
  return h(
    'header',
    {},
    h('h1', { id: 'sign-in-title', tabindex: '-1' }, 'Sign in, and watch it happen'),
    h(
      'p',
      { class: 'lead' },
      'This page signs you in at a tenant that runs on your own machine. Whatever goes over the wire is listed as it happens.',
    ),
  );
}

function people({ users, password }) {
  const anybody = choice({
    value: '',
    initial: '?',
    name: 'Whoever I am there',
    detail: 'The tenant knows, or asks',
    checked: true,
  });
  const seeded = users.map(({ email, name }) => choice({ value: email, initial: initials(name), name, detail: email }));
  return h(
    'fieldset',
    {},
    h('legend', {}, 'Who is signing in?'),
    h('div', { class: 'choices' }, anybody, ...seeded),
    h('p', { class: 'hint' }, 'Everybody’s password is ', h('code', {}, password), '.'),
  );
}

function initials(name) {
  return name
    .split(' ')
    .map((part) => part[0])
    .join('');
}

function choice({ value, initial, name, detail, checked }) {
  return h(
    'label',
    { class: 'choice' },
    h('input', { type: 'radio', name: 'login_hint', value, checked }),
    h('span', { class: 'initial', 'aria-hidden': 'true' }, initial),
    h('span', {}, h('strong', {}, name), h('small', {}, detail)),
  );
}

function organizations({ organizations: known }) {
  if (known.length === 0) return null;
  const options = known.map(({ id, display }) => h('option', { value: id }, display));
  const members = known.map(({ display, members }) => `${display}: ${members.join(', ')}`).join('. ');
  return h(
    'div',
    {},
    h('label', { class: 'label', for: 'organization' }, 'Organization'),
    h(
      'select',
      { id: 'organization', name: 'organization', 'aria-describedby': 'organization-hint' },
      h('option', { value: '' }, 'None'),
      ...options,
    ),
    h('p', { class: 'hint', id: 'organization-hint' }, `${members}. The tenant refuses everybody else.`),
  );
}

function keeping({ store, bound }) {
  const tokens = bound ? 'Its tokens will be bound to a key of this browser.' : 'Its tokens will be bearer tokens.';
  return h(
    'p',
    { class: 'hint' },
    `Your session will be kept in: ${stores[store].name}. ${tokens} You can change both once you are in.`,
  );
}

function actions(app, parameters) {
  const go = (extra) => async () => {
    try {
      app.notices.clear();
      if (!(await app.wire.answers())) throw new Problem('network_error', `${app.config.domain} does not answer`);
      await goToTenant(app.client, { ...parameters(), ...extra });
      return LEAVING;
    } catch (error) {
      return app.fail(error);
    }
  };
  const busy = 'Going to the tenant';
  return h(
    'div',
    { class: 'actions' },
    button('Sign in', go({}), { kind: 'primary', busy, id: 'go' }),
    button('Create an account', go({ screen_hint: 'signup' }), { busy }),
  );
}

// An empty choice is a parameter that is not sent. Who names a person wants that person: the tenant shall ask,
// even if it still has a session of somebody else.
function chosen(form) {
  const parameters = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
  return parameters.login_hint ? { ...parameters, prompt: 'login' } : parameters;
}
