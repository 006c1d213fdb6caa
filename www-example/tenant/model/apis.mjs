// The APIs a token can be asked for: the `audience` of an authorization or a refresh request. `dialect` is the form
// of their access tokens: Auth0's own, or that of RFC 9068.

const DAY = 86400;

const SEED = [
  {
    audience: 'https://calendar.example.com/',
    name: 'Calendar',
    scopes: ['read:calendar', 'write:calendar'],
    // What somebody may do who has not signed in.
    anonymous: ['read:calendar'],
  },
  { audience: 'https://orders.example.com/', name: 'Orders', scopes: ['read:orders'], dialect: 'rfc9068' },
  ...[3, 4, 5].map((number) => ({
    audience: `https://api${number}.example.com/`,
    name: `API ${number}`,
    scopes: ['read:thing'],
  })),
  // In no policy of any client, so that a refresh token does not open it.
  { audience: 'https://unlisted.example.com/', name: 'Unlisted', scopes: ['read:thing'], unlisted: true },
];

const MY_ACCOUNT_SCOPES = [
  ...['create', 'read', 'delete'].map((verb) => `${verb}:me:connected_accounts`),
  ...['create', 'read', 'update', 'delete'].map((verb) => `${verb}:me:authentication_methods`),
  'read:me:factors',
];

/** What the switches of the My Account API leave of its scopes. */
const LEFT = { all: MY_ACCOUNT_SCOPES, create: MY_ACCOUNT_SCOPES.slice(0, 1), none: [] };

/** Life of a token that only opens `/userinfo`, in seconds. */
export const USERINFO_LIFETIME = DAY;

/** Life of an ID token, in seconds. */
export const ID_TOKEN_LIFETIME = 36000;

export class Apis {
  #audience;
  #switches;

  constructor(issuer, switches) {
    this.#audience = `${issuer}me/`;
    this.#switches = switches;
  }

  /** The tenant's own API: its client grant bounds every token for it, its policy those of refresh tokens. */
  #myAccount() {
    if (this.#switches.value('my_account') === 'off') return [];
    const scopes = LEFT[this.#switches.value('my_account_grant')];
    const policy = this.#switches.value('my_account_policy');
    const opened = scopes.filter((scope) => LEFT[policy].includes(scope));
    // A refresh token opens no API that has to ask the person first.
    const unlisted = policy === 'none' || this.#switches.value('my_account_consent') === 'asked';
    return [{ audience: this.#audience, name: 'My Account', scopes, opened, unlisted }];
  }

  all() {
    return [...SEED, ...this.#myAccount()].map((api) => ({ dialect: 'auth0', lifetime: DAY, ...api }));
  }

  find(audience) {
    return this.all().find((api) => api.audience === audience);
  }
}
