// A person's real calendar, from the provider whose account they connected.

import { Problem } from './problem.mjs';

const CONNECTION = 'google-oauth2';
const SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';

function judge(response) {
  if (response.status === 401) throw Problem.notConnected(CONNECTION);
  if (response.status === 403) throw Problem.scopeMissing(CONNECTION, [SCOPE]);
  if (!response.ok) throw Problem.provider(`The provider answered ${response.status}`, CONNECTION);
}

async function ask(url, token) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers, redirect: 'error' }).catch(() => {
    throw Problem.provider('The provider did not answer', CONNECTION);
  });
  judge(response);
  return response.json();
}

function eventOf({ id, summary, location, start, end }) {
  return { id, title: summary, place: location, start: start.dateTime, end: end.dateTime };
}

/** A function that gives the calendar of a caller by way of `vault`; `provider` is where the provider's API is. */
export function createConnectedCalendar(vault, provider) {
  return async ({ sub }, { token, query }) => {
    const hint = query.get('account') ?? undefined;
    const upstream = await vault(token, { connection: CONNECTION, hint });
    const { summary, items } = await ask(new URL('calendar', provider), upstream);
    return { owner: sub, connection: CONNECTION, account: summary, events: items.map(eventOf) };
  };
}
