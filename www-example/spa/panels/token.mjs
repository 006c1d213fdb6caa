import { obtainToken } from '../app/tokens.mjs';
import { announce } from '../parts/announce.mjs';
import { button } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { facts } from '../parts/facts.mjs';
import { panel } from '../parts/panel.mjs';
import { shorten } from '../parts/shorten.mjs';
import { clock, span } from '../parts/time.mjs';
import { lifeline } from './lifeline.mjs';

const scopeMeanings = {
  openid: 'know who you are',
  profile: 'read your name and picture',
  email: 'read your e-mail address',
  offline_access: 'stay signed in without you',
  'read:calendar': 'read your calendar',
  'write:calendar': 'change your calendar',
  'read:orders': 'read your orders',
};

/** The story of the access token: for whom, for what, since when, for how long, and where it came from. */
export const token = {
  id: 'token',
  label: 'Token',
  build: (app) => {
    const story = h('div', { class: 'story' }, h('p', { class: 'quiet' }, 'No access token was needed yet.'));
    app.events.addEventListener('token', ({ detail }) => fill(story, ...tell(detail)));
    const section = panel('token', 'The story of your access token', story, actions(app));
    fetchToken(app, { fresh: false });
    return section;
  },
};

function actions(app) {
  return h(
    'div',
    { class: 'actions' },
    button('Get the token', () => fetchToken(app, { fresh: false, say: true }), {
      busy: 'Getting it',
      id: 'token-get',
    }),
    button('Ask the tenant for a new one', () => fetchToken(app, { fresh: true, say: true }), {
      busy: 'Asking the tenant',
      id: 'token-fresh',
    }),
  );
}

async function fetchToken(app, { fresh, say }) {
  if (say) app.notices.clear();
  try {
    const story = await obtainToken(app.client, { fresh });
    app.events.dispatchEvent(new CustomEvent('token', { detail: story }));
    if (say) announce(`Access token from the ${story.source}, good for ${span((story.expires - Date.now()) / 1000)}.`);
  } catch (error) {
    app.fail(error);
  }
}

function tell(story) {
  return [
    lifeline(story),
    facts(
      [
        ['Came from', came(story)],
        ['Granted', granted(story)],
        ['For', h('span', {}, ...story.audiences.map((audience) => h('code', { class: 'line' }, audience)))],
        ['Allows', h('ul', { class: 'scopes' }, ...story.scopes.map(allowance))],
        ['Looks like', looks(story)],
        ['Bound to', story.key && h('span', {}, 'the key ', h('code', {}, story.key))],
      ],
      { class: 'facts' },
    ),
  ];
}

function came({ source, took }) {
  const where = source === 'cache' ? 'The cache of this page' : 'The tenant, over the network';
  return h('span', { 'data-source': source }, `${where}, in ${Math.max(1, Math.round(took))} ms`);
}

function granted({ granted: since, expires }) {
  return `At ${clock(since)}, for ${span((expires - since) / 1000)}`;
}

function allowance(scope) {
  return h('li', {}, h('code', {}, scope), scopeMeanings[scope] ? ` ${scopeMeanings[scope]}` : '');
}

function looks({ token: secret, readable, type }) {
  return h(
    'span',
    {},
    h('code', {}, shorten(secret)),
    ` ${readable ? 'a signed JWT' : 'an opaque string'}, sent as ${type ?? 'Bearer'}`,
  );
}
