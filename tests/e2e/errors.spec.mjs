// Errors as an application meets them: classes, members, and its own thrown values.
import { expect, test } from './support/fixtures.mjs';

test('an error of the core is an Error, a GenericError and its own class, with its members and a stack', async ({
  app,
}) => {
  await app.open('/callback?code=x&state=y');
  await app.make();
  const seen = await app.run(async () => {
    const { GenericError, AuthenticationError } = window.sdk;
    const error = await window.client.handleRedirectCallback().catch((thrown) => thrown);
    return {
      chain: [error instanceof Error, error instanceof GenericError, error instanceof AuthenticationError],
      constructed: error.constructor === GenericError,
      name: error.name,
      text: String(error),
      keys: Object.keys(error),
      json: JSON.parse(JSON.stringify(error)),
      hasStack: typeof error.stack === 'string',
      ownName: Object.hasOwn(error, 'name'),
    };
  });
  expect(seen).toEqual({
    chain: [true, true, false],
    constructed: true,
    name: 'Error',
    text: 'Error: Invalid state',
    keys: ['error', 'error_description'],
    json: { error: 'missing_transaction', error_description: 'Invalid state' },
    hasStack: true,
    ownName: false,
  });
});

test('status and pause are there to be asked for, and do not show among the members', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ rate_limit: 'token' });
  const seen = await app.run(async () => {
    const error = await window.client.getTokenSilently({ cacheMode: 'off' }).catch((thrown) => thrown);
    return [error.status, error.retryAfter, Object.keys(error)];
  });
  expect(seen).toEqual([429, 1, ['error', 'error_description']]);
});

test('what openUrl throws comes out as it is, and the page is not left', async ({ app }) => {
  await app.open();
  const same = await app.run(async () => {
    const client = window.make();
    const outcomes = [];
    for (const mine of [new TypeError('mine'), { my: 'own' }, 'text', undefined, null, 7]) {
      const throwing = () => {
        throw mine;
      };
      const rejecting = () => Promise.reject(mine);
      for (const openUrl of [throwing, rejecting]) {
        for (const method of ['loginWithRedirect', 'logout']) {
          outcomes.push(
            await client[method]({ openUrl }).then(
              () => 'resolved',
              (error) => error === mine,
            ),
          );
        }
      }
    }
    return outcomes;
  });
  expect(same).toEqual(Array(24).fill(true));
});

test('an error of the application that looks like one of ours stays what it is', async ({ app }) => {
  await app.open();
  const seen = await app.run(async () => {
    class Mine extends Error {
      name = 'TimeoutError';
    }
    const mine = new Mine('mine');
    const openUrl = () => {
      throw mine;
    };
    const error = await window
      .make()
      .loginWithRedirect({ openUrl })
      .catch((thrown) => thrown);
    return [error === mine, error instanceof Mine, error instanceof window.sdk.TimeoutError, error.name];
  });
  expect(seen).toEqual([true, true, false, 'TimeoutError']);
});

test('a failed call leaves the client usable', async ({ app, tenant }) => {
  await app.signIn();
  await tenant.switches.set({ token_body: 'html' });
  const failing = () => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' }));
  for (let number = 0; number < 3; number += 1) {
    expect(await app.run(failing)).toMatchObject({ error: 'request_error' });
  }
  await tenant.switches.set({ token_body: 'normal' });
  expect(await app.run(failing)).toMatchObject({ resolved: expect.any(String) });
});
