const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const momentFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const hourFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The time of day, to the second. */
export const clock = (ms) => clockFormat.format(ms);

/** Day and time. */
export const moment = (ms) => momentFormat.format(ms);

/** Weekday, day and month. */
export const day = (ms) => dayFormat.format(ms);

/** From one time of day to another, to the minute. */
export const hours = (from, to) => hourFormat.formatRange(from, to);

/** A countdown such as `59:07` or `23:59:07`; zero when the time is over. */
export function countdown(seconds) {
  const left = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(left / 60) % 60, left % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(left / 3600);
  return hours > 0 ? [hours, ...parts].join(':') : parts.join(':');
}

/** A span in words, rounded to its largest unit. */
export function span(seconds) {
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ];
  const left = Math.max(0, Math.round(seconds));
  const [unit, size] = units.find(([, size]) => left >= size) ?? ['second', 1];
  const count = Math.round(left / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
