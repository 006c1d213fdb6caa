import { button } from '../parts/button.mjs';
import { fill, h } from '../parts/dom.mjs';
import { clock } from '../parts/time.mjs';
import { follow } from './feed.mjs';
import { row } from './row.mjs';
import { LASTING, stepOf } from './words.mjs';

const KEPT = 300;

/** The live list beside the page. Returns the feed, so that calls to the API can be added. */
export function showWire({ domain }) {
  const view = {
    steps: h('ol', { class: 'steps' }),
    state: h('p', { class: 'state small' }, 'Connecting to the tenant'),
    empty: h(
      'p',
      { class: 'empty quiet' },
      'Nothing yet. Every request of this page will be listed here as it happens.',
    ),
    count: 0,
  };
  const feed = follow(domain, {
    entries: (entries) => entries.forEach((entry) => add(view, entry)),
    state: (state) => setState(view, state),
    restart: () => restart(view),
  });
  fill(
    document.getElementById('wire'),
    head(view, feed, domain),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Requests' }, view.empty, view.steps),
  );
  return feed;
}

function head(view, feed, domain) {
  const clear = button('Clear', () => feed.clear().catch(() => setState(view, 'lost')), { kind: 'slim' });
  const control = h(
    'a',
    {
      class: 'button slim',
      href: `${domain}/control`,
      target: '_blank',
      rel: 'noopener',
      title: 'The tenant’s controls, in a new tab',
    },
    'Controls',
  );
  return h(
    'header',
    {},
    h('h2', { id: 'wire-title', tabindex: '-1' }, 'On the wire'),
    h('div', { class: 'actions' }, control, clear),
    view.state,
  );
}

function add(view, entry) {
  view.empty.hidden = true;
  const started = stepOf(entry);
  if (!view.list || (started && !goesOn(view, started))) begin(view, started ?? 'Request', entry);
  view.list.append(row(entry));
  view.count += 1;
  if (view.count > KEPT) dropOldest(view);
  tell(view);
}

// Calls to the API that follow each other are one step, and so are renewals.
const goesOn = (view, started) => started === view.step && LASTING.has(started);

// The newest step stands on top; within a step the requests stand in the order in which they happened.
function begin(view, title, { time }) {
  view.step = title;
  view.list = h('ol', { class: 'entries' });
  const at = clock(time);
  view.steps.prepend(h('li', { class: 'step' }, h('h3', {}, title, h('span', { class: 'quiet' }, at)), view.list));
}

function dropOldest(view) {
  const oldest = view.steps.lastElementChild;
  view.count -= oldest.querySelectorAll('.entry').length;
  oldest.remove();
}

function restart(view) {
  view.steps.replaceChildren();
  view.list = undefined;
  view.count = 0;
  view.empty.hidden = false;
  tell(view);
}

function setState(view, state) {
  view.status = state;
  tell(view);
}

function tell(view) {
  const counted = `${view.count} request${view.count === 1 ? '' : 's'}`;
  const lost = view.status === 'lost';
  const text = lost ? 'The tenant does not answer; trying again' : `${counted}, secrets shortened`;
  view.state.classList.toggle('lost', lost);
  if (view.state.textContent !== text) view.state.textContent = text;
}
