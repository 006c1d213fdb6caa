// A browser that keeps nothing, what was kept and is damaged, and names that no header can carry.
import { CALENDAR, compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = { ...TELEMETRY, authorizationParams: { audience: CALENDAR, scope: 'openid profile read:calendar' } };
const STORED = { ...OPTIONS, cacheLocation: 'localstorage' };

compare('a localStorage that is full', async (session) => {
  const { app } = session;
  await app.open();
  await app.bringAnswer({ options: STORED });
  await session.note('came back', {});
  await session.step(
    'a login ends',
    (options) => {
      const own = Storage.prototype.setItem;
      Storage.prototype.setItem = function setItem(key, value) {
        if (this === localStorage && key.includes('auth0spajs')) {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        }
        return own.call(this, key, value);
      };
      return window.make(options).handleRedirectCallback();
    },
    STORED,
  );
  await session.step('who is signed in', () => window.client.getUser());
});

compare('a login that was remembered and is damaged', async (session) => {
  await session.app.open();
  for (const [name, text] of Object.entries({ 'no JSON': '{"state":', 'no object': '7', 'an empty object': '{}' })) {
    await session.step(
      name,
      ([options, damaged]) => {
        sessionStorage.setItem('a0.spajs.txs.demo-spa', damaged);
        return window.make(options).handleRedirectCallback('http://localhost/?code=a&state=b');
      },
      [OPTIONS, text],
    );
    await session.app.run(() => sessionStorage.clear());
  }
});

compare('telemetry that no header can carry', async (session) => {
  await session.app.open();
  await session.step(
    'a login begins',
    async (options) => {
      let opened;
      const openUrl = async (url) => void (opened = url);
      await window.make(options).loginWithRedirect({ openUrl });
      const sent = new URL(opened).searchParams.get('auth0Client');
      return typeof sent;
    },
    { ...OPTIONS, auth0Client: { name: 'café ☕', version: '1' } },
  );
});
