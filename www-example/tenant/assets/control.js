// The control page: shows the switches, sends what a person changes, and follows the request log.

/* global document */
import { showFamilies } from './families.js';
import { showMessages } from './messages.js';

const el = (id) => document.getElementById(id);
const KEEP = 500;
let last = 0;
let hide = 0;

function make(tag, { text, className, ...rest } = {}, ...children) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  Object.assign(node, rest);
  node.append(...children.filter(Boolean));
  return node;
}

function say(text) {
  el('status').textContent = text;
  clearTimeout(hide);
  hide = setTimeout(() => {
    el('status').textContent = '';
  }, 4000);
}

async function call(method, path, body) {
  const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, { method, ...init });
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw new Error(answer.error ?? `the tenant answered ${response.status}`);
  return answer;
}

async function change(name, value) {
  try {
    const { switches } = await call('PATCH', '/control/switches', { [name]: value });
    say(`${name}: ${value}`);
    showSwitches(switches);
  } catch (error) {
    say(error.message);
    await loadSwitches();
  }
}

async function loadSwitches() {
  showSwitches((await call('GET', '/control/switches')).switches);
}

function selectFor({ name, value, values }) {
  const select = make('select', { id: name, onchange: () => change(name, select.value) });
  select.append(...values.map((one) => make('option', { value: one, text: one, selected: one === value })));
  return select;
}

// A number or an address is typed; the words a switch also takes are offered as suggestions.
function inputFor({ name, value, values, kind }) {
  const list = make('datalist', { id: `${name}-words` }, ...values.map((word) => make('option', { value: word })));
  const input = make('input', { id: name, value, autocomplete: 'off', spellcheck: false });
  if (values.length) input.setAttribute('list', list.id);
  input.onchange = () => {
    const typed = input.value.trim();
    change(name, kind === 'number' && /^-?\d+$/.test(typed) ? Number(typed) : typed);
  };
  return make('span', {}, input, list);
}

function actionsFor({ name, values }) {
  const buttons = values.map((value) =>
    make('button', {
      type: 'button',
      className: 'quiet',
      text: value,
      onclick: () => change(name, value),
    }),
  );
  const group = make('span', { className: 'actions', role: 'group' }, ...buttons);
  group.setAttribute('aria-label', name);
  return group;
}

const CONTROL = { choice: selectFor, action: actionsFor, number: inputFor, url: inputFor, text: inputFor };

function switchRow(row) {
  const changed = row.kind !== 'action' && row.value !== row.default;
  const label =
    row.kind === 'action'
      ? make('span', { className: 'name', text: row.name })
      : make(
          'label',
          { className: 'name', text: row.name, htmlFor: row.name },
          make('span', { className: 'mark', text: 'changed' }),
        );
  const control = CONTROL[row.kind](row);
  const help = make('p', { className: 'hint', id: `${row.name}-help`, text: row.help });
  (control.querySelector?.('input') ?? control).setAttribute('aria-describedby', help.id);
  return make(
    'div',
    { className: changed ? 'switch changed' : 'switch' },
    make('div', { className: 'line' }, label, control),
    help,
  );
}

// A heading before the first row of each group.
function withHeading(row, index, rows) {
  const first = row.group !== rows[index - 1]?.group;
  return first && row.group ? [make('h3', { text: row.group }), switchRow(row)] : [switchRow(row)];
}

function showSwitches(rows) {
  const focused = document.activeElement?.id;
  el('switches').replaceChildren(...rows.flatMap(withHeading));
  if (focused) el(focused)?.focus();
}

function block(title, facts) {
  const rows = Object.entries(facts ?? {});
  if (rows.length === 0) return [];
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
  return [
    make('h3', { text: title }),
    ...rows.flatMap(([name, value]) => [
      make('dt', { text: name }),
      make('dd', {}, make('code', { text: text(value) })),
    ]),
  ];
}

function statusOf({ status }) {
  if (status === null) return make('span', { className: 'status held', text: 'none' });
  return make('span', { className: status >= 400 ? 'status bad' : 'status', text: status });
}

function logRow(entry) {
  const summary = make(
    'summary',
    {},
    make('time', { dateTime: entry.time, text: new Date(entry.time).toLocaleTimeString([], { hour12: false }) }),
    make('span', { className: 'method', text: entry.method }),
    statusOf(entry),
    make('span', { className: 'path', text: entry.path }),
    make('span', { className: 'note', text: entry.note }),
  );
  const facts = make(
    'dl',
    { className: 'facts' },
    ...block('Query', entry.query),
    ...block('Body', entry.body),
    ...block('Headers', entry.headers),
    ...block('Answer', { ...(entry.location ? { location: entry.location } : {}), ...entry.answer }),
    ...block('Timing', { took: `${entry.ms} ms` }),
  );
  const row = make('li', {}, make('details', {}, summary, facts));
  row.dataset.method = entry.method;
  return row;
}

function filter() {
  const show = el('preflights').checked;
  for (const row of el('log').children) row.hidden = row.dataset.method === 'OPTIONS' && !show;
  el('empty').hidden = [...el('log').children].some((row) => !row.hidden);
}

async function answer(word, id) {
  await call('POST', '/control/push', { answer: word, id });
  say(`The sign-in was ${word}.`);
}

async function follow() {
  try {
    const { entries, last: newest } = await call('GET', `/control/log?after=${last}`);
    last = newest;
    el('log').prepend(...entries.reverse().map(logRow));
    while (el('log').childElementCount > KEEP) el('log').lastElementChild.remove();
    if (entries.length) filter();
    showFamilies((await call('GET', '/control/families')).families);
    showMessages((await call('GET', '/control/factors')).messages, answer);
  } catch {
    say('The tenant does not answer. Is it still running?');
  }
  setTimeout(follow, 1000);
}

function clearLog() {
  el('log').replaceChildren();
  filter();
}

el('clear').onclick = async () => {
  await call('DELETE', '/control/log');
  clearLog();
};
el('reset').onclick = async () => {
  await call('POST', '/control/reset');
  clearLog();
  await loadSwitches();
  say('Switches, sessions and the log are as at the start.');
};
el('preflights').onchange = filter;

await loadSwitches();
follow();
