// The APIs a token can be asked for: the `audience` of an authorization or a refresh request. `dialect` is the form
// of their access tokens: Auth0's own, or that of RFC 9068.

const DAY = 86400;

const SEED = [
  { audience: 'https://calendar.example.com/', name: 'Calendar', scopes: ['read:calendar', 'write:calendar'] },
  { audience: 'https://orders.example.com/', name: 'Orders', scopes: ['read:orders'], dialect: 'rfc9068' },
  ...[3, 4, 5].map((number) => ({
    audience: `https://api${number}.example.com/`,
    name: `API ${number}`,
    scopes: ['read:thing'],
  })),
  // In no policy of any client, so that a refresh token does not open it.
  { audience: 'https://unlisted.example.com/', name: 'Unlisted', scopes: ['read:thing'], unlisted: true },
];

const MY_ACCOUNT_SCOPES = ['create', 'read', 'delete'].map((verb) => `${verb}:me:connected_accounts`);

/** Life of a token that only opens `/userinfo`, in seconds. */
export const USERINFO_LIFETIME = DAY;

/** Life of an ID token, in seconds. */
export const ID_TOKEN_LIFETIME = 36000;

export class Apis {
  #list;

  constructor(issuer) {
    const own = { audience: `${issuer}me/`, name: 'My Account', scopes: MY_ACCOUNT_SCOPES };
    this.#list = [...SEED, own].map((api) => ({ dialect: 'auth0', lifetime: DAY, ...api }));
  }

  all() {
    return [...this.#list];
  }

  find(audience) {
    return this.#list.find((api) => api.audience === audience);
  }
}
