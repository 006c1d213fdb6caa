import { h } from '../parts/dom.mjs';
import { meaning } from '../parts/providers.mjs';

/** Scopes as a list of what they mean; the scope itself is there for whoever points at it. */
export function scopeList(scopes) {
  return h('ul', { class: 'chips' }, ...scopes.map((scope) => h('li', { title: scope }, meaning(scope))));
}
