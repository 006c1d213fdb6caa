// What a page kept: storages, cookies, and the names in the database that Auth0's SDKs share.
import { sharedDatabase } from '../../e2e/support/dpop.mjs';
import { keyMark, openText } from './tree.mjs';

const DAY = 86_400;

/** Everything a page of the application keeps; only cookies where the page is elsewhere. */
export async function stores(app) {
  const cookies = { cookies: await cookiesOf(app) };
  if (!app.page.url().startsWith(app.url)) return cookies;
  const { local, session } = await app.run(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));
  return {
    localStorage: openStorage(local),
    sessionStorage: openStorage(session),
    ...cookies,
    database: await app.run(sharedDatabase),
  };
}

const openStorage = (storage) => {
  const names = Object.keys(storage).sort();
  return Object.fromEntries(names.map((name, index) => [keyMark(name, index), openText(storage[name], name)]));
};

async function cookiesOf({ page, url }) {
  const all = await page.context().cookies(url);
  const mine = all.filter(({ name }) => /^(_legacy_)?(auth0|a0)\./.test(name));
  mine.sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(mine.map((cookie, index) => [keyMark(cookie.name, index), openCookie(cookie)]));
}

/** What is random in a remembered login. */
const LONG = /[\w.~+/-]{43,}(==|%3D%3D)?/g;

function openCookie({ value, path, domain, expires, httpOnly, secure, sameSite }) {
  const days = Math.round((expires - Date.now() / 1000) / DAY);
  const life = expires < 0 ? 'the session' : `${days} days`;
  return {
    raw: value.replace(LONG, '‹random›'),
    value: openText(decodeURIComponent(value)),
    path,
    domain,
    life,
    httpOnly,
    secure,
    sameSite,
  };
}
