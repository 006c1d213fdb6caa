// The connections: providers a person may sign in with, connect an account of, or both. What a connection is for is
// its purpose; only those for connected accounts are listed by the My Account API and kept in the Token Vault. Each is
// enabled for some applications; for any other it is not there.

export const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';

const EVERY_CLIENT = ['demo-spa', 'other-spa', 'demo-web'];

const SEED = [
  {
    id: 'con_Jd8rPq2mXyT5vKsa',
    name: 'google-oauth2',
    display: 'Google',
    strategy: 'google-oauth2',
    purpose: 'both',
    clients: EVERY_CLIENT,
    scopes: ['openid', 'profile', 'email', CALENDAR_SCOPE],
    // How the provider is asked for a refresh token: by a parameter, or by a scope.
    offline: 'parameter',
  },
  {
    id: 'con_Wn4uHb7cZtR1eLgo',
    name: 'github',
    display: 'GitHub',
    strategy: 'github',
    purpose: 'connected_accounts',
    clients: ['demo-spa', 'demo-web'],
    scopes: ['read:user', 'repo'],
    offline: 'scope',
  },
  {
    id: 'con_Qs6iFk9aVbN3xMpe',
    name: 'windowslive',
    display: 'Microsoft',
    strategy: 'windowslive',
    purpose: 'authentication',
    clients: EVERY_CLIENT,
    scopes: ['openid', 'profile', 'email'],
    offline: 'scope',
  },
];

const FOR_ACCOUNTS = new Set(['both', 'connected_accounts']);
const FOR_SIGN_IN = new Set(['both', 'authentication']);

/** Whether it is enabled for the client with that id; for the tenant itself, which is none, all are. */
const enabledFor = (client) => (connection) => client === undefined || connection.clients.includes(client);

export class Connections {
  #switches;

  constructor(switches) {
    this.#switches = switches;
  }

  all() {
    const offline = this.#switches.value('connection_offline_access') === 'on';
    return SEED.map((connection) => ({
      ...connection,
      offline: offline && connection.offline,
      ...(connection.name === 'google-oauth2' ? this.#changes() : {}),
    }));
  }

  /** What switches change of the one connection that they are about. */
  #changes() {
    const [purpose, clients] = [this.#switches.value('connection_purpose'), this.#switches.value('connection_clients')];
    return {
      ...(purpose === 'registered' ? {} : { purpose }),
      ...(clients === 'registered' ? {} : { clients: clients === 'none' ? [] : [clients] }),
    };
  }

  find(name) {
    return this.all().find((connection) => connection.name === name);
  }

  /** Those that an account may be connected of, by one application or by any. */
  connectable(client) {
    return this.all()
      .filter(({ purpose }) => FOR_ACCOUNTS.has(purpose))
      .filter(enabledFor(client));
  }

  /** Those that a person may sign in by, to an application. */
  forSignIn(client) {
    return this.all()
      .filter(({ purpose }) => FOR_SIGN_IN.has(purpose))
      .filter(enabledFor(client));
  }

  findConnectable(name, client) {
    return this.connectable(client).find((connection) => connection.name === name);
  }
}
