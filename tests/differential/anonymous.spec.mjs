// Anonymous sessions: what is sent, given and kept.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const FOR_API = { audience: CALENDAR, scope: 'read:calendar' };
const token = (given) => window.client.anonymous.getTokenSilently(given ?? undefined);

for (const anonymousSessionsCacheMode of ['localStorage', 'memory']) {
  compare(
    `anonymous sessions, ${anonymousSessionsCacheMode}`,
    async (session) => {
      const { app } = session;
      await app.open();
      await app.make({ ...TELEMETRY, anonymousSessionsCacheMode });
      await session.step('none yet', () => [window.client.anonymous.hasSession(), window.client.anonymous.getClaims()]);
      await session.succeed('a token begins one', token, FOR_API);
      await session.succeed('from the cache', token, FOR_API);
      await session.step('for another scope', token, { audience: CALENDAR });
      await session.step('begun on purpose', (given) => window.client.anonymous.createSession(given), {
        ...FOR_API,
        metadata: { from: 'ad' },
      });
      await session.step('there is one', () => window.client.anonymous.hasSession());
      await session.step('ends', () => window.client.anonymous.logout());
      await session.step('none any more', () => window.client.anonymous.hasSession());
    },
    { twoSchemes: true },
  );
}

compare(
  'anonymous sessions: refusals, and where nobody is signed in',
  async (session) => {
    const { app, tenant } = session;
    await app.open();
    await app.make({ ...TELEMETRY, createAnonymousSessionOnFailedSilentAuth: true });
    await session.step('an API that does not allow them', token, { audience: 'https://orders.example.com/' });
    await session.step('checkSession begins one', () => window.client.checkSession());
    await session.step('which is there', () => window.client.anonymous.hasSession());
    await session.step('ends', () => window.client.anonymous.logout());
    await tenant.switches.set({ anonymous: 'off' });
    await session.step('the tenant does not allow them', token, FOR_API);
    await session.step('nor on purpose', () => window.client.anonymous.createSession());
  },
  { twoSchemes: true },
);

compare(
  'anonymous sessions that the application keeps',
  async (session) => {
    const { app, tenant } = session;
    await app.open();
    await session.succeed('begins', async () => {
      const { domain } = window.settings;
      window.kept = new window.sdk.AnonymousSessionClient({ domain, clientId: 'demo-spa' });
      window.first = await window.kept.createSession({ metadata: { from: 'ad' } });
      return window.first;
    });
    const goesOn = (more) => window.kept.getAccessToken({ sessionToken: window.first.sessionToken, ...more });
    await session.succeed('goes on', goesOn, {});
    await session.succeed('for an API', goesOn, FOR_API);
    await session.step('without a session', () => window.kept.getAccessToken());
    await session.step('one that nobody began', () => window.kept.getAccessToken({ sessionToken: 'of-nobody' }));
    await session.step('ends', () => window.kept.logout());
    await session.step('goes on after its end', goesOn, {});
    await tenant.switches.set({ anonymous: 'off' });
    await session.step('the tenant does not allow them', goesOn, {});
    await session.normal();
  },
  { twoSchemes: true },
);

compare(
  'anonymous sessions that run out, and logouts',
  async (session) => {
    const { app, tenant } = session;
    await app.page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + (window.ahead ?? 0) * 1000;
    });
    await app.open();
    await app.make(TELEMETRY);
    await session.succeed('begins', token, FOR_API);
    await session.succeed(
      'the token has run out',
      (given) => {
        window.ahead = 100_000;
        return window.client.anonymous.getTokenSilently(given);
      },
      FOR_API,
    );
    tenant.clock.advance(40 * 86_400);
    await session.step(
      'the session has run out',
      (given) => {
        window.ahead = 200_000;
        return window.client.anonymous.getTokenSilently(given);
      },
      FOR_API,
    );
    await session.step('the client is logged out', () => window.client.logout({ openUrl: false }));
    await session.step('is there one', () => window.client.anonymous.hasSession());
  },
  { twoSchemes: true },
);
