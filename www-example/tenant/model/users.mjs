// The people who may sign in. Everybody shares one password, and the sign-in page shows it: this is a
// development tenant.

export const PASSWORD = 'correct-horse';

/** The connection of everybody who signs in here. */
export const DATABASE = 'Username-Password-Authentication';

const SEED = [
  { id: 'ada', name: 'Ada Lovelace', colour: '#7c3aed' },
  { id: 'grace', name: 'Grace Hopper', colour: '#0f766e' },
  { id: 'alan', name: 'Alan Turing', colour: '#b45309' },
];

export class Users {
  #issuer;
  #list = [];

  constructor(issuer) {
    this.#issuer = issuer;
    this.reset();
  }

  reset() {
    this.#list = SEED.map((seed) => this.#build(seed, `${seed.id}@example.com`));
  }

  all() {
    return [...this.#list];
  }

  /** Those who sign in here, not by a provider. */
  withPassword() {
    return this.#list.filter(({ identities }) => !identities[0].isSocial);
  }

  byId(id) {
    return this.#list.find((user) => user.id === id);
  }

  bySub(sub) {
    return this.#list.find((user) => user.sub === sub);
  }

  isBlocked(sub, switches) {
    const id = switches.value('blocked_user');
    return id !== 'off' && this.byId(id)?.sub === sub;
  }

  byEmail(email) {
    const wanted = email.trim().toLowerCase();
    return this.withPassword().find((user) => user.email === wanted);
  }

  /** Adds whoever filled in the sign-up form; refused when the address is taken. */
  signUp(email) {
    if (this.byEmail(email)) return undefined;
    const address = email.trim().toLowerCase();
    const user = this.#build({ id: this.#unused(address), name: address, colour: '#475569' }, address);
    this.#list.push(user);
    return user;
  }

  #unused(name) {
    const id =
      name
        .toLowerCase()
        .split('@')[0]
        .replace(/[^a-z0-9]/g, '') || 'user';
    return this.byId(id) ? `${id}${this.#list.length}` : id;
  }

  /** Whether somebody has signed up by one of these names. */
  knows({ email, username, phone_number: phone }) {
    const taken = (user) =>
      (email && user.email === email.trim().toLowerCase()) ||
      (username && user.profile.username === username) ||
      (phone && user.profile.phone_number === phone);
    return this.withPassword().some(taken);
  }

  /** Adds somebody by a profile; refused when there is somebody of that name. */
  signUpBy({ email, ...profile }, metadata = {}) {
    if (this.knows({ email, ...profile })) return undefined;
    const name = email ?? profile.username ?? profile.phone_number;
    const id = this.#unused(name);
    const user = this.#build({ id, name: profile.name ?? name, colour: '#475569' }, email?.trim().toLowerCase());
    Object.assign(user.profile, profile);
    this.#list.push(Object.assign(user, { metadata }));
    return user;
  }

  /** Whoever signs in by a provider: known from before, or new. */
  byProvider(connection, { subject, email }) {
    const known = this.bySub(`${connection}|${subject}`);
    if (known) return known;
    const user = this.#build({ id: `${connection}-${subject}`, name: email, colour: '#475569' }, email);
    user.sub = `${connection}|${subject}`;
    user.profile.nickname = email.split('@')[0];
    user.identities = [{ provider: connection, user_id: subject, connection, isSocial: true }];
    this.#list.push(user);
    return user;
  }

  #build({ id, name, colour }, email) {
    const [given, family] = name.split(' ');
    return {
      id,
      sub: `auth0|${id}`,
      email,
      colour,
      identities: [{ provider: 'auth0', user_id: id, connection: DATABASE, isSocial: false }],
      profile: {
        nickname: id,
        name,
        ...(family ? { given_name: given, family_name: family } : {}),
        picture: `${this.#issuer}pictures/${id}.svg`,
        updated_at: '2026-01-15T09:30:00.000Z',
      },
    };
  }
}

/** The claims Auth0 gives for `openid profile email`; `openid` alone yields the subject. */
export function claimsFor(user, scopes) {
  return {
    ...(scopes.has('profile') ? user.profile : {}),
    ...(scopes.has('email') && user.email ? { email: user.email, email_verified: true } : {}),
    sub: user.sub,
  };
}
