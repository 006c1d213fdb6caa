import { fill, h } from './dom.mjs';

/**
 * A button that shows it is busy until its promise settles, and ignores presses meanwhile.
 * It stays focusable while busy: a disabled button would drop the keyboard's place.
 * `describes` is said after the label, but not shown: it tells buttons of one label apart.
 */
export function button(label, act, { kind = '', busy = label, id, describes } = {}) {
  const element = h('button', { type: 'button', class: `button ${kind}`.trim(), id });
  const name = (text) => {
    fill(element, text, describes && h('span', { class: 'unseen' }, ` ${describes}`));
  };
  name(label);
  element.addEventListener('click', () => occupy(element, { rest: () => name(label), work: () => name(busy) }, act));
  return element;
}

async function occupy(element, show, act) {
  if (element.getAttribute('aria-disabled') === 'true') return;
  const release = () => {
    removeEventListener('pageshow', release);
    element.removeAttribute('aria-disabled');
    show.rest();
  };
  element.setAttribute('aria-disabled', 'true');
  show.work();
  // Coming back with the Back button restores the page as it was left, busy button included.
  addEventListener('pageshow', release);
  try {
    const leaving = await act();
    if (!leaving) release();
  } catch (error) {
    release();
    throw error;
  }
}

/** What a handler returns when the browser is on its way to another page, so that the button stays busy. */
export const LEAVING = true;
