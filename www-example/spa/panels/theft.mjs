import { playThief } from '../app/thief.mjs';
import { announce } from '../parts/announce.mjs';
import { button } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';

/** What somebody can do who has copied an access token: everything with a bearer token, nothing with a bound one. */
export function theft(app) {
  const result = h('div', { class: 'result' });
  const play = async () => {
    app.notices.clear();
    try {
      const tried = await playThief(app);
      fill(result, verdict(tried), h('ol', { class: 'attempts' }, ...tried.map(entry)));
      announce(conclusion(tried));
    } catch (error) {
      app.fail(error);
    }
  };
  return h(
    'div',
    { class: 'result', id: 'theft' },
    h('h3', {}, 'If your access token were stolen'),
    result,
    h('div', { class: 'actions' }, button('Play the thief', play, { busy: 'Stealing', id: 'theft-play' })),
  );
}

const succeeded = (tried) => tried.some(({ ok }) => ok);

function conclusion(tried) {
  return succeeded(tried)
    ? 'The thief reads your calendar: a bearer token works for whoever has it.'
    : 'The API refused the thief each time: the token is worth nothing without the key.';
}

function verdict(tried) {
  return h('p', { class: succeeded(tried) ? 'verdict bad' : 'verdict good' }, conclusion(tried));
}

function entry({ what, status, ok, body }) {
  return h(
    'li',
    { 'data-status': status, class: ok ? 'bad' : 'good' },
    h('strong', {}, what),
    h('span', { class: 'status' }, String(status)),
    h(
      'p',
      { class: 'quiet small' },
      ok ? 'The API accepted it.' : `The API refused: ${body?.error_description ?? 'no reason'}`,
    ),
  );
}
