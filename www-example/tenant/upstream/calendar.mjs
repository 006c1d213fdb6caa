// The calendar of a Google-like account: a week from today, always the same one for an account.

const DAY = 86400_000;

const WEEKS = {
  private: [
    [0, '07:30', '08:15', 'Swimming', 'Lido'],
    [0, '18:30', '20:00', 'Dinner with Mary', 'At home'],
    [1, '12:00', '13:00', 'Dentist', 'High Street 4'],
    [3, '19:00', '21:30', 'String quartet', 'Town hall'],
    [5, '10:00', '16:00', 'Hike along the river', 'Meet at the bridge'],
  ],
  work: [
    [0, '09:00', '09:15', 'Stand-up', 'Room 2'],
    [0, '11:00', '12:00', 'Design review', 'Large table'],
    [1, '09:00', '09:15', 'Stand-up', 'Room 2'],
    [1, '14:00', '15:30', 'Interview', 'Room 7'],
    [2, '10:00', '11:00', 'Release', 'Everywhere'],
    [4, '16:00', '17:00', 'Demo of the week', 'Atrium'],
  ],
};

const OTHERS = [
  [0, '10:00', '11:00', 'Coffee', 'Corner café'],
  [2, '15:00', '16:00', 'Call with the team', 'Online'],
];

export function eventsOf({ email }, today) {
  const rows = WEEKS[email.split('@')[0]] ?? OTHERS;
  return rows.map(([days, start, end, summary, location], index) => {
    const date = new Date(today.getTime() + days * DAY).toISOString().slice(0, 10);
    const at = (time) => ({ dateTime: `${date}T${time}:00` });
    return { id: `upstream-event-${index + 1}`, summary, location, start: at(start), end: at(end) };
  });
}
