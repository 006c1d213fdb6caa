// What a request body may look like, and what is wrong with one that does not: by JSON pointer, in the words of JSON
// Schema. A check is a function from a value and its pointer to the faults in it.

function fault(pointer, text, field) {
  return { detail: `data${pointer} ${text}`, ...(field ? { field } : {}), pointer };
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** A check that holds if `test` does. */
const when = (test, text) => (value, at) => (test(value) ? [] : [fault(at, text)]);

/** The first of the checks that fails speaks. */
const inOrder =
  (...checks) =>
  (value, at) => {
    for (const check of checks) {
      const faults = check(value, at);
      if (faults.length) return faults;
    }
    return [];
  };

export const text = (min, max, ...more) =>
  inOrder(
    when((value) => typeof value === 'string', 'must be string'),
    when((value) => value.length >= min, `must NOT have fewer than ${min} characters`),
    when((value) => value.length <= max, `must NOT have more than ${max} characters`),
    ...more,
  );

export const pattern = (expression) =>
  when((value) => expression.test(value), `must match pattern "${expression.source}"`);

export const uri = (max) => text(1, max, when(URL.canParse, 'must match format "uri"'));

export const oneOf = (...values) =>
  values.length === 1
    ? when((value) => value === values[0], 'must be equal to constant')
    : when((value) => values.includes(value), 'must be equal to one of the allowed values');

export const integer = (min, max) =>
  inOrder(
    when(Number.isInteger, 'must be integer'),
    when((value) => value >= min, `must be >= ${min}`),
    when((value) => value <= max, `must be <= ${max}`),
  );

export const list = (min, max, item) =>
  inOrder(
    when(Array.isArray, 'must be array'),
    when((value) => value.length >= min, `must NOT have fewer than ${min} items`),
    when((value) => value.length <= max, `must NOT have more than ${max} items`),
    when((value) => new Set(value).size === value.length, 'must NOT have duplicate items'),
    (value, at) => value.flatMap((one, index) => item(one, `${at}/${index}`)),
  );

/** Any object. */
export const object = () => when(isObject, 'must be object');

/** An object with these members and no others; `needs` names for a member another one that must come with it. */
export function shape(members, { required = [], needs = {} } = {}) {
  return (value, at = '') => {
    if (!isObject(value)) return [fault(at, 'must be object')];
    const has = (name) => value[name] !== undefined;
    const names = Object.keys(value);
    const known = names.filter((name) => Object.hasOwn(members, name));
    return [
      ...required.filter((name) => !has(name)).map((name) => fault(at, `must have required property '${name}'`, name)),
      ...names
        .filter((name) => !known.includes(name))
        .map((name) => fault(at, `must NOT have additional properties, such as '${name}'`, name)),
      ...known
        .filter((name) => needs[name] && !has(needs[name]))
        .map((name) => fault(at, `must have property ${needs[name]} when property ${name} is present`, needs[name])),
      ...known.flatMap((name) => members[name](value[name], `${at}/${name}`)),
    ];
  };
}
