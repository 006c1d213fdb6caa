import { h, fill } from './dom.mjs';
import { facts } from './facts.mjs';

/**
 * The place for what a person must know: one notice at a time, the newest.
 * `problem` is what `explain` makes: `{ title, what, next, details }`.
 */
export function noticesIn(place) {
  const clear = () => fill(place);
  return {
    clear,
    /** Shows a problem and moves the focus to it. */
    problem(problem) {
      const notice = render(problem, 'bad', clear);
      fill(place, notice);
      notice.querySelector('h2').focus();
    },
    /** Says that something went well; the focus stays where it is. */
    news(news) {
      fill(place, render(news, 'good', clear));
    },
  };
}

function render({ title, what, next, details }, kind, clear) {
  return h(
    'section',
    { class: `notice ${kind}`, 'aria-labelledby': 'notice-title' },
    h(
      'div',
      {},
      h('h2', { id: 'notice-title', tabindex: '-1' }, title),
      what && h('p', {}, what),
      next && h('p', {}, next),
      details?.length > 0 && h('details', {}, h('summary', {}, 'Details'), facts(details)),
    ),
    h('button', { type: 'button', class: 'button slim dismiss', on: { click: () => leave(clear) } }, 'Dismiss'),
  );
}

// The focused button goes away with its notice: the keyboard continues at the start of the content.
function leave(clear) {
  clear();
  document.querySelector('main').focus({ preventScroll: true });
}
