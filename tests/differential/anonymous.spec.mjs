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
