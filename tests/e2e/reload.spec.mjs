// Who is still signed in after a reload, by store and by what the browser lets the tenant's frame see.
import { expect, test } from './support/fixtures.mjs';
import { refreshing } from './support/refresh.mjs';

/** A store that an application keeps by itself, in the same form in every visit. */
function ownStore() {
  window.ownStore = {
    get: (key) => JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined,
    set: (key, entry) => sessionStorage.setItem(key, JSON.stringify(entry)),
    remove: (key) => sessionStorage.removeItem(key),
    allKeys: () => Object.keys(sessionStorage).filter((key) => key.startsWith('@@auth0spajs@@')),
  };
  window.withStore = ({ store, ...options }) =>
    store === 'custom' ? { ...options, cache: window.ownStore } : { ...options, cacheLocation: store };
}

/** What the page makes its clients with, whatever the store. */
const make = (how) => void (window.client = new window.sdk.Auth0Client(window.options(window.withStore(how))));
const finish = () => window.client.handleRedirectCallback();
const restored = async () => {
  await window.client.checkSession();
  const user = (await window.client.getUser())?.sub;
  const token = await window.failure(() => window.client.getTokenSilently());
  return { user, token: Boolean(token.resolved) };
};

const KEPT = { user: 'auth0|ada', token: true, requests: 0 };
const BY_FRAME = { user: 'auth0|ada', token: true, requests: 2 };
const GONE = { user: undefined, token: false, requests: 0 };
/** One request by `checkSession`, one by the call for a token; the tenant says to both that nobody is signed in. */
const GONE_BY_FRAME = { ...GONE, requests: 2 };

/** Store, refresh tokens or not, third-party cookies, and what is there after a reload. */
const TABLE = [
  ['memory', 'plain', 'allowed', BY_FRAME],
  ['memory', 'plain', 'blocked', GONE_BY_FRAME],
  ['memory', 'refresh', 'allowed', GONE],
  ['memory', 'refresh', 'blocked', GONE],
  ['memory', 'fallback', 'allowed', BY_FRAME],
  ['memory', 'fallback', 'blocked', GONE_BY_FRAME],
  ...['localstorage', 'indexeddb', 'custom'].flatMap((store) =>
    ['plain', 'refresh'].flatMap((mode) => ['allowed', 'blocked'].map((cookies) => [store, mode, cookies, KEPT])),
  ),
];

const MODES = { plain: { useRefreshTokens: false }, refresh: {}, fallback: { useRefreshTokensFallback: true } };
const WORDS = { plain: 'no refresh tokens', refresh: 'refresh tokens', fallback: 'refresh tokens and the fallback' };

const exchanges = (tenant) =>
  tenant.log
    .entries(0)
    .filter(({ method, path }) => method !== 'OPTIONS' && ['/authorize', '/oauth/token'].includes(path)).length;

for (const [store, mode, cookies, expected] of TABLE) {
  test(`reload: ${store}, ${WORDS[mode]}, third-party cookies ${cookies}`, async ({ app, tenant }) => {
    const how = refreshing({ ...MODES[mode], store });
    await app.page.addInitScript(ownStore);
    await app.open();
    await app.run(make, how);
    await app.run(() => void window.client.loginWithRedirect());
    await app.page.waitForURL((url) => url.origin === tenant.url);
    await app.choose('ada');
    await app.run(make, how);
    await app.run(finish);
    await tenant.switches.set({ third_party_cookies: cookies });
    await app.open();
    await app.run(make, how);
    tenant.log.clear();
    const seen = await app.run(restored);
    expect({ ...seen, requests: exchanges(tenant) }).toEqual(expected);
  });
}
