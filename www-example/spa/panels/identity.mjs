import { h } from '../parts/dom.mjs';
import { moment } from '../parts/time.mjs';
import { isAboutToken, meaningOf } from './claims.mjs';

/** Who is signed in, and every claim of the ID token with what it means. */
export const identity = {
  id: 'you',
  label: 'You',
  build: ({ user, config }) =>
    h(
      'section',
      { class: 'identity', id: 'you', 'aria-labelledby': 'you-title' },
      card(user, config),
      h('h2', {}, 'What the tenant says about you'),
      h(
        'p',
        { class: 'quiet' },
        'The claims of your ID token. Its signature and its claims were checked before this page showed them.',
      ),
      ...groups(user.claims),
    ),
};

function card(user, config) {
  const organization = config.organizations.find(({ id }) => id === user.claims.org_id);
  return h(
    'header',
    {},
    user.picture && h('img', { src: user.picture, alt: '', width: 72, height: 72 }),
    h(
      'div',
      {},
      h('h1', { id: 'you-title', tabindex: '-1' }, `Hello, ${user.name ?? user.sub}`),
      h(
        'p',
        { class: 'quiet' },
        [user.email, user.email_verified ? 'verified' : undefined, organization && `for ${organization.display}`]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
  );
}

// People look for themselves first; what the token says about itself comes after.
function groups({ __raw: _raw, ...shown }) {
  const all = Object.entries(shown);
  return [
    list(all.filter(([name]) => !isAboutToken(name))),
    h('h3', {}, 'And about the token itself'),
    list(all.filter(([name]) => isAboutToken(name))),
  ];
}

function list(claims) {
  return h(
    'dl',
    { class: 'claims' },
    ...claims.map(([name, value]) =>
      h(
        'div',
        {},
        h('dt', {}, h('code', {}, name)),
        h('dd', {}, readable(name, value)),
        h('dd', { class: 'quiet small' }, meaningOf(name)),
      ),
    ),
  );
}

const instants = new Set(['iat', 'exp', 'nbf', 'auth_time', 'session_expiry']);

function readable(name, value) {
  if (instants.has(name)) return h('time', { datetime: new Date(value * 1000).toISOString() }, moment(value * 1000));
  if (name === 'updated_at') return h('time', { datetime: value }, moment(Date.parse(value)));
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (name === 'picture') return abbreviated(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

// A picture may be carried in its own address, which is then far too long to read.
function abbreviated(address) {
  return address.startsWith('data:') ? `${address.slice(0, 22)}… (an image of ${address.length} characters)` : address;
}
