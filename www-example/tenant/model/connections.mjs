// The connections: providers a person may sign in with, connect an account of, or both. What a connection is for is
// its purpose; only those for connected accounts are listed by the My Account API and kept in the Token Vault.

export const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';

const SEED = [
  {
    id: 'con_Jd8rPq2mXyT5vKsa',
    name: 'google-oauth2',
    display: 'Google',
    strategy: 'google-oauth2',
    purpose: 'both',
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
    scopes: ['read:user', 'repo'],
    offline: 'scope',
  },
  {
    id: 'con_Qs6iFk9aVbN3xMpe',
    name: 'windowslive',
    display: 'Microsoft',
    strategy: 'windowslive',
    purpose: 'authentication',
    scopes: ['openid', 'profile', 'email'],
    offline: 'scope',
  },
];

const FOR_ACCOUNTS = new Set(['both', 'connected_accounts']);
const FOR_SIGN_IN = new Set(['both', 'authentication']);

export class Connections {
  #switches;

  constructor(switches) {
    this.#switches = switches;
  }

  all() {
    const purpose = this.#switches.value('connection_purpose');
    const offline = this.#switches.value('connection_offline_access') === 'on';
    return SEED.map((connection) => ({
      ...connection,
      offline: offline && connection.offline,
      purpose: purpose === 'registered' || connection.name !== 'google-oauth2' ? connection.purpose : purpose,
    }));
  }

  find(name) {
    return this.all().find((connection) => connection.name === name);
  }

  /** Those that an account may be connected of. */
  connectable() {
    return this.all().filter(({ purpose }) => FOR_ACCOUNTS.has(purpose));
  }

  /** Those that a person may sign in by. */
  forSignIn() {
    return this.all().filter(({ purpose }) => FOR_SIGN_IN.has(purpose));
  }

  findConnectable(name) {
    return this.connectable().find((connection) => connection.name === name);
  }
}
