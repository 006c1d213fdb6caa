import { takeInventory } from '../app/inventory.mjs';
import { fill, h } from '../parts/dom.mjs';
import { facts } from '../parts/facts.mjs';

/** What lies in the stores of this browser at this moment, taken anew after each token. */
export function inventory(app) {
  const list = h('div', { class: 'inventory' });
  const look = async () => fill(list, facts((await takeInventory()).map(line), { class: 'facts' }));
  app.events.addEventListener('token', look);
  look();
  return h(
    'div',
    { class: 'result' },
    h('h3', {}, 'What lies in this browser now'),
    list,
    app.settings.store === 'memory' &&
      h('p', { class: 'small quiet' }, 'The refresh token is in a worker, out of reach for the scripts of this page.'),
  );
}

function line({ place, entries, readable }) {
  if (entries === 0) return [place, h('span', { 'data-readable': 0 }, 'Nothing')];
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const found = readable === 0 ? 'no token can be read' : `a token can be read in ${readable}`;
  return [place, h('span', { 'data-readable': readable }, `${counted}, ${found}`)];
}
