// The people at the providers. Any address is an account there; two are offered by name.

import { createHash } from 'node:crypto';

const DOMAINS = { 'google-oauth2': 'gmail.example', github: 'users.github.example', windowslive: 'outlook.example' };

function subjectOf(connection, email) {
  const digest = createHash('sha256').update(`${connection}:${email}`).digest();
  return String(digest.readBigUInt64BE()).padStart(20, '1');
}

/** The account of an address; undefined for what is none. */
export function accountOf(connection, address) {
  const email = String(address ?? '')
    .trim()
    .toLowerCase();
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email)) return undefined;
  return { subject: subjectOf(connection, email), email };
}

/** The accounts the consent page offers with one click; the one of `hint` comes first. */
export function offeredAccounts(connection, hint) {
  const domain = DOMAINS[connection];
  const hinted = accountOf(connection, hint);
  const own = [`private@${domain}`, `work@${domain}`].map((email) => accountOf(connection, email));
  return hinted ? [hinted, ...own.filter(({ email }) => email !== hinted.email)] : own;
}
