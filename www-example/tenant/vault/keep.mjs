// What a provider granted becomes a connected account.

import { now } from '../flow/time.mjs';
import { accountOf } from '../upstream/accounts.mjs';

/** Keeps a new account of `sub`; `granted` is what the provider gave for its code. */
export function keepAccount(tenant, { sub, connection, organization, granted }) {
  const { upstream, scopes, ...tokens } = granted;
  const created = new Date(now(tenant) * 1000).toISOString();
  return tenant.vault.add({ sub, connection, organization, upstream, scopes, tokens, created_at: created });
}

export class SeedError extends Error {}

function refuseUnless(condition, text) {
  if (!condition) throw new SeedError(text);
}

/** Connects an account without a browser, for a test or a demonstration; a `SeedError` says what is wrong. */
export function seedAccount(tenant, { user = 'ada', connection: name = 'google-oauth2', account, scopes }) {
  const person = tenant.users.byId(user);
  refuseUnless(person, `there is no user "${user}"; name one as in "ada"`);
  const connection = tenant.connections.findConnectable(name);
  refuseUnless(connection, `"${name}" is not a connection for connected accounts; google-oauth2 and github are`);
  const upstream = accountOf(name, account);
  refuseUnless(upstream, `"account" must be an address, such as work@gmail.example`);
  const strings = scopes === undefined || (Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string'));
  refuseUnless(strings, '"scopes" must be a list of strings, or left out');
  refuseUnless(!tenant.vault.same(person.sub, name, upstream), `${account} is connected to "${user}" already`);
  const offline = Boolean(connection.offline);
  const grant = { connection: name, account: upstream, scopes: scopes ?? connection.scopes, offline };
  const granted = tenant.upstream.redeem(name, tenant.upstream.approve(grant));
  return keepAccount(tenant, { sub: person.sub, connection: name, granted });
}
