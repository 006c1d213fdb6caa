// What the façade makes of an error of the core, and of one that is not the core's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFacade } from './support/facade.mjs';

const facade = await loadFacade();

/** An error as the core makes it: a plain Error with own fields, the class in `name`. */
const raw = (name, fields = {}) => Object.assign(new Error(fields.error_description ?? 'text'), { name }, fields);

/** What `brand` throws. */
function branded(error) {
  try {
    facade.brand(error);
  } catch (thrown) {
    return thrown;
  }
  return assert.fail('nothing was thrown');
}

const CLASSES = Object.keys(facade).filter((name) => name.endsWith('Error'));

for (const name of CLASSES) {
  test(`${name}: the same object, of the class, with fields and stack`, () => {
    const error = raw(name, { error: 'e', error_description: 'd', state: 's' });
    const { stack } = error;
    const thrown = branded(error);
    assert.equal(thrown, error);
    assert.equal(Object.getPrototypeOf(thrown), facade[name].prototype);
    assert.equal(thrown.stack, stack);
    assert.deepEqual([thrown.error, thrown.error_description, thrown.state], ['e', 'd', 's']);
    const named = !(thrown instanceof facade.GenericError);
    assert.ok(thrown instanceof facade.Auth0Error);
    assert.equal(thrown.name, named ? name : 'Error');
    assert.equal(Object.hasOwn(thrown, 'name'), named);
  });
}

test('an error without a class of its own is the base, without a name of its own', () => {
  const thrown = branded(raw('Error'));
  assert.equal(Object.getPrototypeOf(thrown), facade.Auth0Error.prototype);
  assert.equal(thrown.name, 'Error');
  assert.ok(!Object.hasOwn(thrown, 'name'));
});

test('an unknown class with a code can be caught by its code', () => {
  const thrown = branded(raw('SomethingNewError', { error: 'new', error_description: 'd' }));
  assert.ok(thrown instanceof facade.GenericError);
  assert.equal(thrown.error, 'new');
});

test('names that objects inherit are no classes', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    assert.equal(Object.getPrototypeOf(branded(raw(name))), Error.prototype);
  }
});

test('what the application threw goes through untouched', () => {
  class TimeoutError extends Error {
    name = 'TimeoutError';
  }
  const values = [new TimeoutError('mine'), new TypeError('x'), new Error('x'), 'text', undefined, null, 7];
  values.push({ name: 'GenericError' }, Object.freeze(new Error('frozen')), new DOMException('x', 'AbortError'));
  for (const value of values) {
    const before = value && typeof value === 'object' ? [Object.getPrototypeOf(value), Reflect.ownKeys(value)] : [];
    assert.equal(branded(value), value);
    const after = value && typeof value === 'object' ? [Object.getPrototypeOf(value), Reflect.ownKeys(value)] : [];
    assert.deepEqual(after, before);
  }
});
