// The kinds of switches: what a row of the list says of the values it takes.

export const choice = (name, values, help) => ({ name, kind: 'choice', values, start: values[0], help });

export const number = (name, start, { min, max, words = [] }, help) => ({
  name,
  kind: 'number',
  start,
  min,
  max,
  words,
  help,
});

/** Free text, or one of `words`; the first word is the start. */
export const text = (name, words, help) => ({ name, kind: 'text', start: words[0], words, help });
