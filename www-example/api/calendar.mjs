// What stands in a person's calendar: always the same day, always today.

import { Refusal } from './refusal.mjs';

const DAYS = {
  'auth0|ada': [
    ['09:30', '10:15', 'Notes on the Analytical Engine', 'St James’s Square'],
    ['13:00', '14:00', 'Lunch with Charles', 'Dorset Street'],
    ['16:00', '17:30', 'Bernoulli numbers, second pass', 'Study'],
  ],
  'auth0|grace': [
    ['08:00', '08:30', 'Stand-up with the compiler team', 'Room 101'],
    ['11:00', '12:00', 'Nanoseconds, a talk', 'Auditorium'],
    ['15:00', '15:45', 'Removing a moth', 'Relay 70, Panel F'],
  ],
  'auth0|alan': [
    ['07:00', '08:00', 'Morning run', 'Grantchester'],
    ['10:00', '12:00', 'On computable numbers', 'King’s College'],
    ['14:30', '15:30', 'Chess against Paper', 'Common room'],
  ],
};

const FOR_OTHERS = [['12:00', '13:00', 'A free hour', 'Anywhere']];

/** Takes an event in, for the answer only: the calendar is always the same. */
export function addEvent({ sub }, text) {
  let event;
  try {
    event = JSON.parse(text);
  } catch {
    throw new Refusal(400, 'invalid_request', 'Send the event as a JSON object');
  }
  if (typeof event?.title !== 'string' || event.title === '') {
    throw new Refusal(400, 'invalid_request', 'The event needs a title');
  }
  return { owner: sub, event: { id: 'event-new', ...event } };
}

export function calendarOf(sub, today = new Date()) {
  const day = today.toISOString().slice(0, 10);
  const events = (DAYS[sub] ?? FOR_OTHERS).map(([start, end, title, place], index) => ({
    id: `event-${index + 1}`,
    title,
    place,
    start: `${day}T${start}:00`,
    end: `${day}T${end}:00`,
  }));
  return { owner: sub, day, events };
}
