import { h } from './dom.mjs';

/** Pairs of a term and its value as a description list; pairs without a value are left out. */
export function facts(pairs, attributes = { class: 'facts' }) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return h('dl', attributes, ...known.flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, value)]));
}
