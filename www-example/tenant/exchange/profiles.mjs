// The profiles of Custom Token Exchange: which Action judges a type of subject token.

import { randomBytes } from 'node:crypto';
import { ACTION, PARTNER_TOKEN } from './names.mjs';

const TYPE = 'custom_authentication';
const TEXTS = ['name', 'subject_token_type', 'action_id'];
// Hosts and namespaces that are not the tenant owner's to name a type after.
const RESERVED = /^(https?:\/\/([^/]*\.)?(auth0|okta)\.com(\/|$)|urn:(ietf|auth0|okta):)/i;

export class ProfileError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function check({ type, ...profile }) {
  const missing = TEXTS.find((name) => typeof profile[name] !== 'string' || profile[name].trim() === '');
  if (missing)
    throw new ProfileError(400, `Payload validation error: '${missing}' must be a string that says something`);
  if (type !== TYPE) throw new ProfileError(400, `Payload validation error: 'type' must be '${TYPE}'`);
  if (!URL.canParse(profile.subject_token_type) || RESERVED.test(profile.subject_token_type)) {
    throw new ProfileError(400, "Payload validation error: 'subject_token_type' must be a URI of your own namespace");
  }
  if (profile.action_id !== ACTION) {
    throw new ProfileError(
      400,
      `There is no Action "${profile.action_id}" for custom-token-exchange; there is "${ACTION}"`,
    );
  }
}

export class Profiles {
  #rows = [];

  constructor() {
    this.clear();
  }

  /** As at the start: one profile. */
  clear() {
    this.#rows = [];
    this.create({ action_id: ACTION, name: 'Partner', subject_token_type: PARTNER_TOKEN, type: TYPE });
  }

  all() {
    return [...this.#rows];
  }

  /** The profile of a type of subject token. */
  find(type) {
    return this.#rows.find((profile) => profile.subject_token_type === type);
  }

  /** Adds a profile, or throws a `ProfileError`. */
  create(wanted) {
    check(wanted);
    if (this.find(wanted.subject_token_type)) {
      throw new ProfileError(409, 'A profile with this subject_token_type exists already');
    }
    const { action_id, name, subject_token_type, type } = wanted;
    const id = `tep_${randomBytes(12).toString('hex').slice(0, 16)}`;
    const made = { id, name, subject_token_type, action_id, type };
    this.#rows.push(made);
    return made;
  }

  /** Whether there was one to remove. */
  delete(id) {
    const before = this.#rows.length;
    this.#rows = this.#rows.filter((profile) => profile.id !== id);
    return this.#rows.length < before;
  }
}
