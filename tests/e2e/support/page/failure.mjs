const PATIENCE = 15_000;

/**
 * What a call threw, as far as a caller can see it; `{ resolved }` when it did not throw, and `{ unsettled }` when it
 * did nothing for longer than anything here takes. Calls that wait for many others are given more `patience`.
 */
export function failure(run, patience = PATIENCE) {
  const given = new Promise((resolve) => setTimeout(resolve, patience, { unsettled: true }));
  return Promise.race([settled(run), given]);
}

async function settled(run) {
  try {
    return { resolved: await run() };
  } catch (error) {
    return error instanceof Error ? describe(error) : { thrown: error };
  }
}

function describe(error) {
  return {
    classes: classesOf(error),
    isAuth0Error: error instanceof (window.sdk?.Auth0Error ?? Error),
    name: error.name,
    message: error.message,
    code: error.code,
    error: error.error,
    status: error.status,
    retryAfter: error.retryAfter,
    own: own(error),
    hasStack: typeof error.stack === 'string' && error.stack.length > 0,
  };
}

// By `instanceof`, as applications ask; a bundler may have renamed the classes. All are an Auth0Error.
function classesOf(error) {
  const exported = Object.entries(window.sdk ?? {}).filter(([name]) => /(?<!^Auth0)Error$/.test(name));
  return exported.filter(([, type]) => error instanceof type).map(([name]) => name);
}

// What `for…in` and `JSON.stringify` of an application would see; `undefined` does not travel to the test.
function own(error) {
  return Object.fromEntries(
    Object.keys(error).map((name) => [name, error[name] === undefined ? 'undefined' : error[name]]),
  );
}
