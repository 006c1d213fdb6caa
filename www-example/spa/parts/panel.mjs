import { h } from './dom.mjs';

/** The frame that every panel shares: a labelled section with a heading. */
export function panel(id, title, ...children) {
  const heading = h('h2', { id: `${id}-title`, tabindex: '-1' }, title);
  return h('section', { class: `panel ${id}`, id, 'aria-labelledby': `${id}-title` }, heading, ...children);
}
