// What a person can sign in with, wherever the tenant keeps it: the password, passkeys, and everything else.

import { RELYING_PARTY } from '../passkeys/names.mjs';
import { KINDS } from './kinds.mjs';

export class Methods {
  #byUser = new Map();

  clear() {
    this.#byUser.clear();
  }

  ofUser(sub) {
    return this.#byUser.get(sub) ?? [];
  }

  keep(sub, method) {
    const others = this.ofUser(sub).filter(({ id }) => id !== method.id);
    this.#byUser.set(sub, [...others, { ...method, created: new Date().toISOString() }]);
  }

  delete(sub, id) {
    this.#byUser.set(
      sub,
      this.ofUser(sub).filter((method) => method.id !== id),
    );
  }
}

const passwordOf = ({ id, passwordReset }) => ({
  id: `password|${id}`,
  type: 'password',
  created: '2026-01-15T09:30:00.000Z',
  usage: ['primary'],
  facts: { identity_user_id: id, ...(passwordReset ? { last_password_reset: passwordReset } : {}) },
  change() {},
});

function passkeyOf(tenant, user, passkey) {
  return {
    id: `passkey|${passkey.id}`,
    type: 'passkey',
    created: passkey.created,
    usage: ['primary'],
    facts: {
      key_id: passkey.id,
      public_key: Buffer.from(passkey.publicKey).toString('base64url'),
      credential_device_type: passkey.device,
      credential_backed_up: passkey.backedUp,
      identity_user_id: user.id,
      user_handle: passkey.handle,
      transports: passkey.transports,
      aaguid: passkey.aaguid,
      relying_party_id: RELYING_PARTY.id,
    },
    change() {},
    remove: () => tenant.passkeys.delete(passkey.id),
  };
}

function enrolledOf(tenant, sub, method) {
  const facts = KINDS[method.type].entity?.(method.body) ?? {};
  return {
    id: method.id,
    type: method.type,
    created: method.created,
    usage: ['secondary'],
    facts: { confirmed: true, ...(method.name ? { name: method.name } : {}), ...facts },
    change({ name, preferred_authentication_method: way }) {
      if (name) method.name = name;
      if (way) method.body = { ...method.body, preferred_authentication_method: way };
    },
    remove: () => tenant.methods.delete(sub, method.id),
  };
}

/** Every method of a person, the password first. */
export function methodsOf(tenant, sub) {
  const user = tenant.users.bySub(sub);
  return [
    ...(user.identities[0].isSocial ? [] : [passwordOf(user)]),
    ...tenant.passkeys.ofUser(sub).map((passkey) => passkeyOf(tenant, user, passkey)),
    ...tenant.methods.ofUser(sub).map((method) => enrolledOf(tenant, sub, method)),
  ];
}

export function describeMethod({ id, type, created, usage, facts }) {
  return { id, type, created_at: created, usage, ...facts };
}
