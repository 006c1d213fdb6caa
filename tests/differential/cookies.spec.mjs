// The cookies of a session: names, values, lives, attributes, and what removes them.
import { compare } from './support/compare.mjs';
import { TELEMETRY } from './support/telemetry.mjs';

const OPTIONS = {
  'by default': {},
  'for a week': { sessionCheckExpiryDays: 7 },
  'for no time': { sessionCheckExpiryDays: 0 },
  'without older twins': { legacySameSiteCookie: false },
  'for a domain': { cookieDomain: 'localhost' },
  'for a domain that is not ours': { cookieDomain: 'example.com' },
};

compare('cookies of a session', async (session) => {
  const { app } = session;
  await app.open();
  await app.signIn({ options: TELEMETRY });
  await session.note('signed in', {});
  for (const [name, changes] of Object.entries(OPTIONS)) {
    await app.page.context().clearCookies({ name: /auth0\.demo-spa/ });
    await session.step(
      name,
      (given) => window.make(given).getTokenSilently({ authorizationParams: { organization: 'org_acme' } }),
      { ...TELEMETRY, ...changes },
    );
    await session.step(`${name}, without an organization`, () =>
      window.client.getTokenSilently({ cacheMode: 'off', authorizationParams: { organization: 'org_acme' } }),
    );
    await session.step(`${name}, signed out`, () => window.client.logout({ openUrl: false }));
  }
});

compare('what is written to document.cookie', async (session) => {
  const { app } = session;
  await app.page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    window.written = [];
    Object.defineProperty(document, 'cookie', {
      configurable: true,
      get: () => own.get.call(document),
      set(text) {
        window.written.push(
          text
            .replace(/Expires=[^;]*/i, 'Expires=…')
            .replace(/(txs[^=]*=)[^;]*/, '$1…')
            .replace(/[\w-]{56,60}%3D%3D/, '‹state›'),
        );
        own.set.call(document, text);
      },
    });
  });
  await app.open();
  const options = { ...TELEMETRY, useCookiesForTransactions: true };
  await session.step(
    'a login begins',
    async (given) => {
      await window.make(given).loginWithRedirect({ openUrl: async () => {} });
      return Object.fromEntries(
        window.written
          .splice(0)
          .sort()
          .map((text) => [text, true]),
      );
    },
    options,
  );
  await app.signIn({ options });
  await session.step('a login ends', () =>
    Object.fromEntries(
      window.written
        .splice(0)
        .sort()
        .map((text) => [text, true]),
    ),
  );
  await session.step('it ends', async () => {
    await window.client.logout({ openUrl: false });
    return Object.fromEntries(
      window.written
        .splice(0)
        .sort()
        .map((text) => [text, true]),
    );
  });
});
