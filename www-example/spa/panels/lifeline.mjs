import { h } from '../parts/dom.mjs';
import { countdown } from '../parts/time.mjs';

/** The time a token has left, counting down, as a figure and as a bar. */
export function lifeline({ granted, expires }) {
  const total = (expires - granted) / 1000;
  const figure = h('span', { class: 'figure' });
  const label = h('span', { class: 'quiet', id: 'life-label' });
  const bar = h('progress', { max: String(Math.max(1, total)), 'aria-labelledby': 'life-label' });
  const element = h(
    'div',
    { class: 'lifeline', role: 'timer', 'aria-live': 'off' },
    h('p', {}, figure, ' ', label),
    bar,
  );
  const tick = () => {
    const left = Math.max(0, (expires - Date.now()) / 1000);
    figure.textContent = countdown(left);
    label.textContent = left > 0 ? 'until it expires' : 'it has expired; the next call gets a new one';
    bar.value = left;
  };
  tick();
  const timer = setInterval(() => (element.isConnected ? tick() : clearInterval(timer)), 1000);
  return element;
}
