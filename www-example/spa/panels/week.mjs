import { h } from '../parts/dom.mjs';
import { hours } from '../parts/time.mjs';

const DAYS = 7;
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const hour = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const whole = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** A week from the first event's day on, drawn as a calendar: a column for each day, each event at its time. */
export function week(events) {
  if (events.length === 0) return h('p', {}, 'Nothing is planned.');
  const entries = events.map(entryOf).toSorted((one, other) => one.from - other.from);
  const first = midnight(entries[0].from);
  const days = Array.from({ length: DAYS }, (_, index) => dayAfter(first, index));
  const [opens, closes] = span(entries);
  const drawn = h(
    'div',
    { class: 'week' },
    axis(opens, closes),
    h('ol', {}, ...days.map((day) => column(day, entries, opens))),
  );
  drawn.style.setProperty('--hours', closes - opens);
  return drawn;
}

/** The hours at the side. Each event says its own, so nobody has to hear these. */
function axis(opens, closes) {
  const marks = Array.from({ length: closes - opens }, (_, index) =>
    h('span', {}, hour.format(new Date(0, 0, 1, opens + index))),
  );
  return h('div', { class: 'axis', 'aria-hidden': 'true' }, ...marks);
}

function entryOf({ title, place, start, end }) {
  const from = new Date(start);
  return { title, place, start, from, to: new Date(end ?? start) };
}

const midnight = (time) => new Date(time.getFullYear(), time.getMonth(), time.getDate());
const dayAfter = (day, count) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + count);
const hourOf = (time) => time.getHours() + time.getMinutes() / 60;

/** The hours that are drawn: whole ones around all events. */
function span(entries) {
  const opens = Math.min(...entries.map(({ from }) => Math.floor(hourOf(from))));
  const closes = Math.max(...entries.map(({ to }) => Math.ceil(hourOf(to))));
  return [opens, Math.max(closes, opens + 1)];
}

function column(day, entries, opens) {
  const own = entries.filter(({ from }) => midnight(from).getTime() === day.getTime());
  const isToday = midnight(new Date()).getTime() === day.getTime();
  const heading = h(
    'h4',
    {},
    h('span', { 'aria-hidden': 'true' }, weekday.format(day), h('small', {}, date.format(day))),
    h('span', { class: 'unseen' }, whole.format(day)),
  );
  const list = own.length > 0 ? h('ul', {}, ...own.map((entry) => block(entry, opens))) : h('div', { class: 'blank' });
  return h('li', { class: own.length > 0 ? 'day' : 'day free', 'data-today': isToday }, heading, list);
}

function block({ title, place, start, from, to }, opens) {
  const item = h(
    'li',
    {},
    h('strong', {}, title),
    h('time', { datetime: start }, hours(from.getTime(), to.getTime())),
    place && h('span', { class: 'place' }, place),
  );
  item.style.setProperty('--from', hourOf(from) - opens);
  item.style.setProperty('--length', Math.max(hourOf(to) - hourOf(from), 0.75));
  return item;
}
