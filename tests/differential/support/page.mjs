// In the page: what a call gave or threw, as a tree that survives the way to the test and hides nothing that an
// application could see. Sent to the page as text, so it stands alone.

export function installObserver() {
  const PATIENCE = 20_000;
  const BUILT_IN = { Error, TypeError, RangeError, SyntaxError, DOMException };

  /** The class above all of this package's errors: named once, in the list, and not for each error. */
  const BASE = 'Auth0Error';

  /** Runs `body`; gives `{ result }` or `{ error }`, described. */
  window.observe = async (body, argument, patience = PATIENCE) => {
    const late = new Promise((resolve) => setTimeout(resolve, patience, { unsettled: true }));
    return Promise.race([outcome(body, argument), late]);
  };
  window.describe = (value) => describe(value, []);

  async function outcome(body, argument) {
    let call;
    try {
      call = body(argument);
    } catch (error) {
      return { thrown: describe(error, []) };
    }
    try {
      return { result: describe(await call, []) };
    } catch (error) {
      return { error: describe(error, []) };
    }
  }

  function describe(value, path) {
    if (value === undefined) return '‹undefined›';
    if (typeof value === 'function') return '‹function›';
    if (typeof value === 'symbol' || typeof value === 'bigint' || Number.isNaN(value)) return `‹${String(value)}›`;
    if (value === null || typeof value !== 'object') return value;
    if (path.includes(value)) return '‹itself›';
    if (isWindow(value)) return '‹window›';
    const inside = [...path, value];
    if (value instanceof Error) return describeError(value, inside);
    if (Array.isArray(value)) return value.map((item) => describe(item, inside));
    const type = typeName(value);
    return { ...(type ? { $type: type } : {}), ...members(value, inside) };
  }

  function describeError(error, path) {
    const names = Object.getOwnPropertyNames(error).filter((name) => name !== 'stack');
    return {
      $classes: classesOf(error),
      name: error.name,
      message: error.message,
      own: members(error, path),
      hidden: names.filter((name) => !Object.keys(error).includes(name)).join(', '),
      hasStack: typeof error.stack === 'string' && error.stack.length > 0,
    };
  }

  const members = (value, path) =>
    Object.fromEntries(Object.keys(value).map((name) => [name, describe(value[name], path)]));

  // By `instanceof`, as applications ask: bundles rename classes.
  function classesOf(error) {
    const known = { ...BUILT_IN, ...window.sdk };
    return Object.keys(known)
      .filter((name) => name !== BASE && /Error$|Exception$/.test(name) && error instanceof known[name])
      .sort()
      .join(' ');
  }

  function typeName(value) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) return undefined;
    if (prototype === null) return '‹no prototype›';
    const own = Object.entries(window.sdk).find(([, type]) => type?.prototype === prototype);
    return own ? own[0] : Object.prototype.toString.call(value);
  }

  function isWindow(value) {
    try {
      return value.window === value;
    } catch {
      return true;
    }
  }
}
