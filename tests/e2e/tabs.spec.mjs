// Many tabs and one family of refresh tokens: every tab gets its tokens, and no token is sent twice.
import { CALENDAR, expect, ORDERS, test } from './support/fixtures.mjs';
import { AUDIENCES, grants, refreshing, reuses, signInStale, tokensFor } from './support/refresh.mjs';
import { seenBy } from './support/wire.mjs';

const TABS = 20;
const DAY = 86_400;
const STORES = ['localstorage', 'indexeddb'];
/** The lock that tabs take turns by. */
const FAMILY = 'auth0.lock.refreshToken.demo-spa';

const options = (more) =>
  refreshing({ useMrrt: true, authorizationParams: { scope: 'openid profile email' }, ...more });
const all = (tabs, act) => Promise.all(tabs.map(act));
const audiencesSeen = (tenant) =>
  seenBy(tenant, '/oauth/token')
    .filter(({ body }) => body.grant_type === 'refresh_token')
    .map(({ body }) => body.audience)
    .sort();

/** Lets a test move the clock of a page that stays. */
function movable() {
  const now = Date.now.bind(Date);
  Date.now = () => now() + (window.ahead ?? 0) * 1000;
}

/** Further tabs of the same browser with a client each, opened a few at a time. */
async function openTabs(app, count, how) {
  const tabs = [];
  while (tabs.length < count) {
    const few = Array.from({ length: Math.min(4, count - tabs.length) });
    tabs.push(...(await all(few, () => openTab(app, how))));
  }
  return tabs;
}

async function openTab(app, how) {
  const tab = await app.tab();
  await tab.open();
  await tab.make(how);
  return tab;
}

/** Each tab got the same token for the same audience. */
function expectAlike(perTab) {
  expect(perTab.flat().filter(({ resolved }) => !resolved)).toEqual([]);
  for (const [index, audience] of AUDIENCES.entries()) {
    const found = perTab.map((tokens) => tokens[index].resolved);
    expect(new Set(found).size, audience).toBe(1);
    expect(JSON.parse(Buffer.from(found[0].split('.')[1], 'base64url')).aud).toContain(audience);
  }
}

/** The first tab waits `delay` for its answer; the tabs behind it wait as long, and get what it got. */
async function expectFollowersToWait(app, tenant, { cacheLocation, delay }) {
  const how = options({ cacheLocation, httpTimeoutInSeconds: delay / 1000 + 20 });
  await signInStale(app, tenant, { options: how });
  const tabs = [app, ...(await openTabs(app, 3, how))];
  const held = new Promise((caught) => void app.page.route('**/oauth/token', caught));
  const first = app.run(tokensFor, [CALENDAR]);
  const request = await held;
  const followers = tabs.slice(1).map((tab) => tab.run(tokensFor, [CALENDAR, ORDERS]));
  await app.page.waitForTimeout(delay);
  expect(await Promise.race([...followers, 'all of them wait'])).toBe('all of them wait');
  await request.continue();
  const [[led], ...got] = await Promise.all([first, ...followers]);
  expect(led).toMatchObject({ resolved: expect.any(String) });
  for (const [same, another] of got) {
    expect(same).toEqual(led);
    expect(another).toEqual(got[0][1]);
  }
  expect(got[0][1]).toMatchObject({ resolved: expect.any(String) });
  expect(grants(tenant)).toHaveLength(2);
  expect(reuses(tenant)).toBe(0);
}

for (const cacheLocation of STORES) {
  test(`W6 SB-10 X-18 ${TABS} tabs, 5 audiences, all expired at once, twice: one refresh per audience and no reuse (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    test.setTimeout(240_000);
    const how = options({ cacheLocation });
    await app.page.context().addInitScript(movable);
    await signInStale(app, tenant, { options: how });
    const tabs = [app, ...(await openTabs(app, TABS - 1, how))];
    tenant.log.clear();
    expectAlike(await all(tabs, (tab) => tab.run(tokensFor, AUDIENCES)));
    expect(audiencesSeen(tenant)).toEqual([...AUDIENCES].sort());
    tenant.clock.advance(DAY);
    await all(tabs, (tab) => tab.run((ahead) => void (window.ahead = ahead), DAY));
    tenant.log.clear();
    expectAlike(await all(tabs, (tab) => tab.run(tokensFor, AUDIENCES)));
    expect(audiencesSeen(tenant)).toEqual([...AUDIENCES].sort());
    expect(tenant.families()).toMatchObject([{ revoked: false, reuse_events: 0, generation: 10 }]);
    await all(tabs, (tab) => tab.refuseComplaints());
  });

  test(`one of ${TABS} tabs is closed in the middle of its refresh: the others get their tokens, and the token in doubt is not sent again (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    test.setTimeout(240_000);
    const how = options({ cacheLocation, useRefreshTokensFallback: true });
    await signInStale(app, tenant, { options: how });
    const [first, ...others] = [app, ...(await openTabs(app, TABS - 1, how))];
    await tenant.switches.set({ token_delay: 1500 });
    const doomed = others.pop();
    const sent = doomed.page.waitForRequest(/\/oauth\/token$/);
    void doomed.run(tokensFor, AUDIENCES).catch(() => {});
    await sent;
    const waiting = all([first, ...others], (tab) => tab.run(tokensFor, AUDIENCES));
    await doomed.page.close();
    expectAlike(await waiting);
    expect(reuses(tenant)).toBe(0);
    // One call for each audience, by a code where the refresh token was in doubt; and the one nobody heard.
    expect(grants(tenant)).toContain('authorization_code');
    expect(grants(tenant).length).toBeLessThanOrEqual(AUDIENCES.length + 1);
    await tenant.switches.set({ token_delay: 0 });
    const off = () => window.failure(() => window.client.getTokenSilently({ cacheMode: 'off' }));
    for (const tab of others) expect(await tab.run(off)).toMatchObject({ resolved: expect.any(String) });
    expect(reuses(tenant)).toBe(0);
  });
}

test('a tab that waits for its turn already when another is closed does not send the token in doubt either', async ({
  app,
  tenant,
}) => {
  const how = options({ cacheLocation: 'localstorage', useRefreshTokensFallback: true });
  await signInStale(app, tenant, { options: how });
  const [doomed, waiting] = await openTabs(app, 2, how);
  await app.run(
    (name) =>
      new Promise((held) => {
        void navigator.locks.request(name, () => new Promise((release) => held((window.release = release))));
      }).then(() => undefined),
    FAMILY,
  );
  const queued = (count) =>
    expect
      .poll(() =>
        app.run(
          async (name) => (await navigator.locks.query()).pending.filter((lock) => lock.name === name).length,
          FAMILY,
        ),
      )
      .toBe(count);
  await tenant.switches.set({ token_delay: 1500 });
  void doomed.run(tokensFor, [CALENDAR]).catch(() => {});
  await queued(1);
  const second = waiting.run(tokensFor, [ORDERS]);
  await queued(2);
  const sent = doomed.page.waitForRequest(/\/oauth\/token$/);
  await app.run(() => void window.release());
  await sent;
  await doomed.page.close();
  const [got] = await second;
  expect(reuses(tenant)).toBe(0);
  expect(got).toMatchObject({ resolved: expect.any(String) });
});

test('a refresh that is only under way in another tab is waited for, also with the fallback: no frame', async ({
  app,
  tenant,
}) => {
  const how = options({ cacheLocation: 'localstorage', useRefreshTokensFallback: true });
  await signInStale(app, tenant, { options: how });
  const [other] = await openTabs(app, 1, how);
  await tenant.switches.set({ token_delay: 1000 });
  const sent = app.page.waitForRequest(/\/oauth\/token$/);
  const first = app.run(tokensFor, [CALENDAR]);
  await sent;
  const second = other.run(tokensFor, [ORDERS]);
  for (const [got] of [await first, await second]) expect(got).toMatchObject({ resolved: expect.any(String) });
  expect(seenBy(tenant, '/authorize')).toEqual([]);
  expect(grants(tenant)).toEqual(['refresh_token', 'refresh_token']);
});

for (const cacheLocation of STORES) {
  test(`an answer that is lost in one tab, with the fallback: no tab sends that token again (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    const how = options({ cacheLocation, useRefreshTokensFallback: true });
    await signInStale(app, tenant, { options: how });
    const tabs = [app, ...(await openTabs(app, 3, how))];
    await tenant.switches.set({ refresh_loses_response: 'once' });
    await app.run(tokensFor, [CALENDAR]);
    expectAlike(await all(tabs, (tab) => tab.run(tokensFor, AUDIENCES)));
    expect(reuses(tenant)).toBe(0);
    await all(tabs, (tab) => tab.refuseComplaints());
  });

  test(`W5 a leader that takes 8 s does not fail its followers in other tabs (${cacheLocation})`, async ({
    app,
    tenant,
  }) => {
    await expectFollowersToWait(app, tenant, { cacheLocation, delay: 8000 });
  });
}

test('W5 a leader that takes 30 s does not fail its followers in other tabs', async ({ app, tenant }) => {
  test.setTimeout(180_000);
  await expectFollowersToWait(app, tenant, { cacheLocation: 'localstorage', delay: 30_000 });
});

test('without Web Locks calls of one tab still take turns', async ({ app, tenant }) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { configurable: true, get: () => undefined });
  });
  await signInStale(app, tenant, { options: options({ cacheLocation: 'localstorage' }) });
  for (const got of await app.run(tokensFor, AUDIENCES)) expect(got).toMatchObject({ resolved: expect.any(String) });
  expect(tenant.families()).toMatchObject([{ generation: 5, reuse_events: 0 }]);
});
