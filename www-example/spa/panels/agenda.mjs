import { h } from '../parts/dom.mjs';
import { day, hours } from '../parts/time.mjs';

/** A calendar by day, in order. */
export function agenda({ events = [] }) {
  if (events.length === 0) return [h('p', {}, 'Nothing is planned.')];
  const days = new Map();
  for (const event of events.toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start))) {
    const date = day(Date.parse(event.start));
    days.set(date, [...(days.get(date) ?? []), event]);
  }
  return [h('div', { class: 'agenda' }, ...[...days].map(dayOf))];
}

function dayOf([date, events]) {
  return h('section', {}, h('h3', {}, date), h('ul', {}, ...events.map(entry)));
}

function entry({ title, start, end, place }) {
  return h(
    'li',
    {},
    h('time', { datetime: start }, hours(Date.parse(start), Date.parse(end ?? start))),
    h('span', {}, h('strong', {}, title), place && h('span', { class: 'quiet small' }, ` ${place}`)),
  );
}
