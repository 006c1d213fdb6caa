// Connected accounts: clients that may connect, the way by the provider, and what the tenant made of it.
import { expect } from '@playwright/test';
import { CALENDAR } from './servers.mjs';

export const GOOGLE = 'google-oauth2';
export const GITHUB = 'github';
export const WORK = 'work@gmail.example';
export const PRIVATE = 'private@gmail.example';
export const CODE = 'work@users.github.example';
export const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';
export const CONFIGURED = ['openid', 'profile', 'email', CALENDAR_SCOPE];
export const ALL = ['create', 'read', 'delete'].map((verb) => `${verb}:me:connected_accounts`);
export const PATH = '/me/v1/connected-accounts';

export const audienceOf = (tenant) => `${tenant.issuer}me/`;

/** Options of a client that may connect accounts, with the scopes of each API, and changes. */
export function connecting(tenant, { authorizationParams, ...changes } = {}) {
  const scope = { [CALENDAR]: 'openid profile email read:calendar', [audienceOf(tenant)]: ALL.join(' ') };
  return {
    useRefreshTokens: true,
    useMrrt: true,
    cacheLocation: 'localstorage',
    ...changes,
    authorizationParams: { audience: CALENDAR, scope, ...authorizationParams },
  };
}

/** Signs in with a client that may connect accounts; gives its options. */
export async function ready(app, changes, login) {
  const options = connecting(app.tenant, changes);
  await app.signIn({ options, login });
  app.tenant.log.clear();
  app.wire.forget();
  return options;
}

/** Starts to connect an account and waits for the provider's consent page. */
export async function leave(app, given) {
  await app.run((options) => {
    window.client.connectAccountWithRedirect(options).catch((error) => console.error(`not started: ${error.message}`));
  }, given);
  await expect(app.page.getByRole('heading', { name: /^Share your/ })).toBeVisible();
}

/** Allows it with an account that the consent page offers, and waits to be back with the answer. */
export async function allow(app, account) {
  await app.page.getByRole('button', { name: account }).click();
  await app.back();
  return app.page.url();
}

export async function deny(app) {
  await app.page.getByRole('button', { name: 'Deny and go back' }).click();
  await app.back();
  return app.page.url();
}

/** The whole way, with a new client on the page that the user comes back to; gives the result. */
export async function connect(app, options, given = { connection: GOOGLE }, account = WORK) {
  await leave(app, given);
  await allow(app, account);
  return app.finish(options);
}

/** In the page: what the callback of an address, or of the page's own, was refused with, or gave. */
export const finished = (url) => window.failure(() => window.client.handleRedirectCallback(url));

/** In the page: a method of the client, or of `client.myAccount`, with its arguments. */
export const call = ({ method, given = [], place }) => {
  const target = place ? window.client[place] : window.client;
  return window.failure(() => target[method](...given));
};

export const ask = (app, method, ...given) => app.run(call, { method, given });

/** What the page asked the My Account API, as `METHOD path`; what only brought a nonce does not count. */
export function askedOf(app) {
  const all = app.tenant.log.entries(0).filter(({ path, method }) => path.startsWith(PATH) && method !== 'OPTIONS');
  const heard = all.filter(({ status, note }) => !(status === 401 && /requires a nonce/.test(note)));
  return heard.map(({ method, path }) => `${method} ${path.slice(PATH.length)}`);
}

/** The bodies that the page sent to one path of the My Account API; one that was sent again with a nonce counts once. */
export function bodiesTo(app, path) {
  const bodies = app.wire.to(`${PATH}/${path}`, 'POST').map((request) => request.postData());
  return bodies.filter((body, index) => body !== bodies[index - 1]).map((body) => JSON.parse(body));
}

/** What the providers noted of one kind. */
export const noted = (tenant, name) => tenant.upstream().filter(({ event }) => event === name);

/** A user and their connected accounts as the Management API shows them. */
export async function managed(tenant, sub = 'auth0|ada') {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'management',
    client_secret: 'management-development-secret',
    audience: `${tenant.issuer}api/v2/`,
  };
  const post = { method: 'POST', body: new URLSearchParams(form) };
  const { access_token: token } = await (await fetch(`${tenant.url}/oauth/token`, post)).json();
  const url = `${tenant.url}/api/v2/users/${encodeURIComponent(sub)}`;
  const get = async (path) => {
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, body: await response.json() };
  };
  return { user: await get(''), accounts: await get('/connected-accounts') };
}

/** In the page: a request to the My Account API by hand, with the client's own token, as it is to be sent. */
export const byHand = async ({ method = 'GET', path, body, scope, audience }) => {
  const fetcher = window.client.createFetcher({ baseUrl: `${audience}v1/connected-accounts/` });
  const init = { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) };
  const response = await fetcher.fetchWithAuth(path, init, { audience, ...(scope && { scope: [scope] }) });
  const text = await response.text();
  return { status: response.status, text, body: text ? JSON.parse(text) : undefined };
};

/** The last part of a problem's type, which is what programs compare. */
export const codeOf = ({ type }) => type.split(/[/#]/).at(-1);

/** In the page: the calendar of the connected account, by the API and the Token Vault. */
export const connectedCalendar = async (query = '') => {
  const fetcher = window.client.createFetcher({ baseUrl: window.settings.api });
  const response = await fetcher.fetchWithAuth(`/connected/calendar${query}`);
  return { status: response.status, body: await response.json() };
};
