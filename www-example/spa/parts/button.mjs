import { h } from './dom.mjs';

/**
 * A button that shows it is busy until its promise settles, and ignores presses meanwhile.
 * It stays focusable while busy: a disabled button would drop the keyboard's place.
 */
export function button(label, act, { kind = '', busy = label, id } = {}) {
  const element = h('button', { type: 'button', class: `button ${kind}`.trim(), id }, label);
  element.addEventListener('click', () => occupy(element, label, busy, act));
  return element;
}

async function occupy(element, label, busy, act) {
  if (element.getAttribute('aria-disabled') === 'true') return;
  const release = () => {
    removeEventListener('pageshow', release);
    element.removeAttribute('aria-disabled');
    element.textContent = label;
  };
  element.setAttribute('aria-disabled', 'true');
  element.textContent = busy;
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
