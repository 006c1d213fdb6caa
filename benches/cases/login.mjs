import { listen, openGuest } from '../guest.mjs';
import { openProduction } from '../production.mjs';
import { rowOf } from '../statistics.mjs';
import { takeTurns } from '../turns.mjs';

const WHO = ['ours', 'url', 'peer'];
const WARM = 2;

/** From the click until the page shows who is signed in. The tenant has a session, so that nobody has to type. */
export const login = {
  name: 'login',
  title: 'Login round trip',
  async run(world, { rounds = 20 }) {
    const { origins, close } = await openProduction(world);
    const guests = {};
    try {
      for (const who of WHO) {
        guests[who] = await openGuest(world, { who, origin: origins[who] });
        await guests[who].signIn();
      }
      const contenders = Object.fromEntries(WHO.map((who) => [who, () => signIn(guests[who])]));
      const { ours, url, peer } = await takeTurns(contenders, { rounds, warm: WARM });
      const row = (name, samples) => rowOf({ name, unit: 'ms', samples });
      return [row('login, click to signed-in page', { ours, peer }), row('the same, /url', { ours: url, peer })];
    } finally {
      for (const guest of Object.values(guests)) await guest.close();
      await close();
    }
  },
};

async function signIn(guest) {
  await forget(guest);
  const { page } = await guest.arrive();
  await page.evaluate(() => document.querySelector('button').click());
  await page.waitForFunction(() => window.told?.user);
  const { login } = await listen(page);
  await page.close();
  return login;
}

/** Signs out of the application, not of the tenant: that session makes the next sign-in one without a person. */
async function forget(guest) {
  const { page } = await guest.arrive();
  await page.evaluate(() => window.auth0.logout({ openUrl: false }));
  await page.close();
}
