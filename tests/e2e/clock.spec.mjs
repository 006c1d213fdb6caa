// The application's own clock, by which tokens are judged.
import { expect, test } from './support/fixtures.mjs';
import { seenBy } from './support/wire.mjs';

const HOUR = 3_600_000;

/** Finishes a login that waits on this page with a clock that is `offset` ahead. */
const finishAt = ([offset, leeway, later]) =>
  window.failure(() => {
    const now = () => Date.now() + offset;
    const nowProvider = later ? async () => now() : now;
    return window.make({ nowProvider, leeway }).handleRedirectCallback();
  });

test('nowProvider judges ID tokens, at once or by a promise', async ({ app }) => {
  for (const [index, later] of [false, true].entries()) {
    await app.open();
    await app.bringAnswer({ as: index === 0 ? 'ada' : false });
    expect(await app.run(finishAt, [11 * HOUR, undefined, later])).toMatchObject({
      message: expect.stringMatching(/^Expiration Time \(exp\) claim error/),
    });
    await app.open();
    await app.bringAnswer({ as: false });
    expect(await app.run(finishAt, [0, undefined, later])).toMatchObject({ resolved: {} });
  }
});

test('the leeway is 60 seconds where none is given, and may be none', async ({ app }) => {
  const halfAMinuteLate = 10 * HOUR + 30_000;
  await app.open();
  await app.bringAnswer();
  expect(await app.run(finishAt, [halfAMinuteLate])).toMatchObject({ resolved: {} });
  await app.open();
  await app.bringAnswer({ as: false });
  expect(await app.run(finishAt, [halfAMinuteLate, 0])).toMatchObject({ code: 'invalid_id_token' });
});

test('nowProvider decides when a cached token is too old: with less than a minute left it does not serve', async ({
  app,
  tenant,
}) => {
  await tenant.switches.set({ expires_in: 600 });
  await app.open();
  await app.bringAnswer();
  await app.run(() => {
    window.ahead = 0;
    return window.make({ nowProvider: () => Date.now() + window.ahead * 1000 }).handleRedirectCallback();
  });
  const asked = () => seenBy(tenant, '/oauth/token').length;
  const tokenIn = (seconds) => {
    window.ahead = seconds;
    return window.client.getTokenSilently();
  };
  const first = await app.run(tokenIn, 0);
  expect(await app.run(tokenIn, 400)).toBe(first);
  expect(asked()).toBe(1);
  expect(await app.run(tokenIn, 550)).not.toBe(first);
  expect(asked()).toBe(2);
});

test('what nowProvider throws comes out as it is, the very same object', async ({ app }) => {
  await app.open();
  await app.bringAnswer();
  const outcome = await app.run(async () => {
    const mine = { my: 'clock' };
    const throwing = () => {
      throw mine;
    };
    const rejecting = () => Promise.reject(mine);
    const caught = (nowProvider) =>
      window
        .make({ nowProvider })
        .getTokenSilently()
        .catch((error) => error === mine);
    return [await caught(throwing), await caught(rejecting)];
  });
  expect(outcome).toEqual([true, true]);
});

test('a nowProvider that gives no number is named', async ({ app }) => {
  await app.open();
  await app.bringAnswer();
  for (const value of ['soon', undefined]) {
    const refusal = await app.run(
      (given) => window.failure(() => window.make({ nowProvider: () => given }).getTokenSilently()),
      value,
    );
    expect(refusal).toMatchObject({ classes: ['GenericError', 'InvalidConfigurationError'] });
    expect(refusal.message).toContain('`nowProvider`');
  }
});
