// logout in all its forms.
import { compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const URLS = {
  'no options': undefined,
  'clientId null': { clientId: null },
  'clientId null with parameters': { clientId: null, logoutParams: { returnTo: 'http://localhost/' } },
  'clientId of another': { clientId: 'other', logoutParams: { federated: 'no' } },
  'clientId empty': { clientId: '' },
  'parameters of all kinds': {
    logoutParams: { returnTo: 'http://localhost/a b?c=d&e', federated: true, y: 1, flag: false, list: ['a', 'b'] },
  },
  'federated false': { logoutParams: { federated: false } },
  'federated empty': { logoutParams: { federated: '' } },
  'a client_id among the parameters': { logoutParams: { client_id: 'x', z: 1 } },
};

compare('logout: the URL', async (session) => {
  await session.app.open();
  for (const [name, given] of Object.entries(URLS)) {
    await session.step(
      name,
      async ([changes, options]) => {
        let opened;
        const openUrl = (url) => void (opened = url);
        await window.make(changes).logout(options === null ? { openUrl } : { ...options, openUrl });
        return opened;
      },
      [TELEMETRY, given ?? null],
    );
  }
  await session.step(
    'null and undefined among the parameters',
    async (changes) => {
      let opened;
      await window.make(changes).logout({
        logoutParams: { returnTo: undefined, x: null, federated: undefined, y: 'z' },
        openUrl: (url) => void (opened = url),
      });
      return opened;
    },
    TELEMETRY,
  );
});

compare('logout: openUrl', async (session) => {
  await session.app.open();
  await session.step(
    'false sends nobody away',
    (changes) => window.make(changes).logout({ openUrl: false }),
    TELEMETRY,
  );
  await session.step(
    'is awaited',
    async (changes) => {
      let done = false;
      const openUrl = async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        done = true;
      };
      const given = await window.make(changes).logout({ openUrl });
      return { given, done };
    },
    TELEMETRY,
  );
  await session.step(
    'what it throws',
    (changes) => {
      const openUrl = () => {
        throw new TypeError('from openUrl');
      };
      return window.make(changes).logout({ openUrl });
    },
    TELEMETRY,
  );
  await session.step(
    'what it rejects with',
    (changes) => {
      return window.make(changes).logout({ openUrl: () => Promise.reject('a text') });
    },
    TELEMETRY,
  );
  await session.step(
    'onRedirect, the older name',
    async (changes) => {
      let opened;
      await window.make(changes).logout({ onRedirect: async (url) => void (opened = url) });
      return opened;
    },
    TELEMETRY,
  );
  await session.step(
    'openUrl wins over onRedirect',
    async (changes) => {
      const opened = [];
      await window.make(changes).logout({
        openUrl: async (url) => void opened.push(['openUrl', url]),
        onRedirect: async (url) => void opened.push(['onRedirect', url]),
      });
      return opened;
    },
    TELEMETRY,
  );
});

for (const cacheLocation of ['memory', 'localstorage']) {
  compare(`logout: what it clears, ${cacheLocation}`, async (session) => {
    const options = { ...TELEMETRY, cacheLocation };
    await session.app.open();
    await session.signIn({ options, login: { authorizationParams: { organization: 'org_acme' } } });
    await session.step('of another client', () => window.client.logout({ clientId: 'other', openUrl: false }));
    await session.step('who is signed in', () => window.client.getUser());
    await session.step('of this client', () => window.client.logout({ openUrl: false }));
    await session.step('who is signed in now', () => window.client.getUser());
    await session.step('and a token', () => window.client.getTokenSilently({ cacheMode: 'cache-only' }));
  });
}

compare('logout: leaves the page', async (session) => {
  await session.app.open();
  await session.signIn({ options: TELEMETRY });
  await session.leave('without options', () => window.client.logout(), { back: true });
  await session.app.open();
  await session.step('who is signed in', async (options) => window.make(options).getUser(), TELEMETRY);
});

compare('logout: what it leaves to others', async (session) => {
  const { app } = session;
  const options = { ...TELEMETRY, cacheLocation: 'localstorage' };
  const fill = () => {
    const entry = JSON.stringify({ body: { access_token: 'a' }, expiresAt: 9_999_999_999 });
    for (const client of ['demo-spa-2', 'other', 'my-demo-spa']) {
      localStorage.setItem(`@@auth0spajs@@::${client}::https://api/::openid`, entry);
    }
    localStorage.setItem('@@auth0spajs@@::other::https://demo-spa/::openid', entry);
    localStorage.setItem('of somebody else: demo-spa', '1');
  };
  await app.open();
  await session.signIn({ options });
  await app.run(fill);
  await session.step('of this client', () => window.client.logout({ openUrl: false }));
  await app.run(() => localStorage.clear());
  await app.run(fill);
  await session.step('of every client', () => window.client.logout({ clientId: null, openUrl: false }));
});
