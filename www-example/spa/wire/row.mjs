import { h } from '../parts/dom.mjs';
import { clock } from '../parts/time.mjs';
import { meaningOf, purposeOf } from './words.mjs';

/** One request, folded: its purpose and outcome; unfolded: what it carried. */
export function row(entry) {
  return h(
    'li',
    { class: `entry ${grade(entry.status)}`, 'data-to': entry.to },
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('span', { class: 'purpose' }, purposeOf(entry)),
        h('span', { class: 'status' }, String(entry.status ?? '…')),
        h('code', { class: 'line' }, `${entry.method} ${briefly(entry.path)}`),
        entry.note && h('span', { class: 'note' }, entry.note),
      ),
      h('p', { class: 'small quiet' }, `To the ${entry.to === 'api' ? 'API' : 'tenant'} at ${clock(entry.time)}`),
      entry.location && h('p', { class: 'small' }, 'Sent the browser on to ', h('code', {}, entry.location)),
      ...['query', 'body', 'headers', 'answer'].map((part) => parameters(part, entry[part])),
    ),
  );
}

// The one-time parts of the tenant's own addresses tell a reader nothing.
function briefly(path) {
  return path.replaceAll(/[\w-]{20,}/g, (part) => `${part.slice(0, 6)}…`);
}

function grade(status) {
  if (status >= 400) return 'refused';
  return status >= 300 ? 'passed-on' : 'served';
}

const titles = { query: 'In the address', body: 'In the body', headers: 'In the headers', answer: 'In the answer' };

function parameters(part, values) {
  const pairs = Object.entries(values ?? {});
  if (pairs.length === 0) return null;
  return h(
    'div',
    { class: 'carried' },
    h('h4', {}, titles[part]),
    h(
      'dl',
      {},
      ...pairs.map(([name, value]) =>
        h('div', {}, h('dt', {}, h('code', {}, name), remark(name)), h('dd', {}, h('code', {}, textOf(value)))),
      ),
    ),
  );
}

function remark(name) {
  const meaning = meaningOf(name);
  return meaning && h('span', { class: 'small quiet' }, ` ${meaning}`);
}

function textOf(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
