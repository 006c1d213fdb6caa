// The switches with their current values: checked before they are set, all or nothing.

export class SwitchError extends Error {}

function allowedText(row) {
  const words = [...(row.values ?? []), ...(row.words ?? [])].join(', ');
  if (row.kind === 'number')
    return [`a whole number from ${row.min} to ${row.max}`, words].filter(Boolean).join(', or ');
  if (row.kind === 'url') return `an absolute http or https URL, or ${words}`;
  if (row.kind === 'text') return `any text, or ${words}`;
  return words;
}

function accepts(row, value) {
  if (row.values?.includes(value) || row.words?.includes(value)) return true;
  if (row.kind === 'number') return Number.isInteger(value) && value >= row.min && value <= row.max;
  if (row.kind === 'text') return typeof value === 'string' && value !== '';
  return row.kind === 'url' && typeof value === 'string' && /^https?:\/\/./.test(value) && URL.canParse(value);
}

function refuse(rows, name, value) {
  const row = rows.find((candidate) => candidate.name === name);
  if (!row) {
    const names = rows.map((candidate) => candidate.name).join(', ');
    throw new SwitchError(`there is no switch "${name}"; the switches are ${names}`);
  }
  if (!accepts(row, value)) {
    throw new SwitchError(`${JSON.stringify(value)} is not a value of "${name}"; allowed: ${allowedText(row)}`);
  }
}

export class Switches {
  #rows;
  #values = {};
  #actions = {};
  #watchers = new Set();

  /** Switches as the rows of a list describe them. */
  constructor(rows) {
    this.#rows = rows;
    this.reset();
  }

  reset() {
    this.#values = Object.fromEntries(this.#rows.map(({ name, start }) => [name, start]));
    for (const tell of this.#watchers) tell();
  }

  get() {
    return { ...this.#values };
  }

  value(name) {
    return this.#values[name];
  }

  /** What a value of the switch `name` does at once, for the rows of kind `action`. */
  onAction(name, perform) {
    this.#actions[name] = perform;
  }

  /** Calls `tell` after each change; the result stops that. */
  watch(tell) {
    this.#watchers.add(tell);
    return () => this.#watchers.delete(tell);
  }

  async set(changes) {
    if (changes === null || typeof changes !== 'object' || Array.isArray(changes)) {
      throw new SwitchError('send a JSON object of switch names and values, such as {"rate_limit":"token"}');
    }
    for (const [name, value] of Object.entries(changes)) refuse(this.#rows, name, value);
    for (const [name, value] of Object.entries(changes)) {
      if (this.#actions[name]) await this.#actions[name](value);
      else this.#values[name] = value;
    }
    for (const tell of this.#watchers) tell();
    return this.get();
  }

  /** All switches with value, allowed values and a sentence, for a person or a script. */
  describe() {
    return this.#rows.map(({ name, group, kind, start, values = [], words = [], min, max, help }) => ({
      name,
      group,
      kind,
      value: this.#values[name],
      default: start,
      values: [...values, ...words],
      min,
      max,
      allowed: allowedText({ kind, values, words, min, max }),
      help,
    }));
  }
}
