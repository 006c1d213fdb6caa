// POST /connected-accounts/complete: the application comes back with the connect code, and the account is kept.

import { createHash, timingSafeEqual } from 'node:crypto';
import { describeAccount } from '../vault/describe.mjs';
import { keepAccount } from '../vault/keep.mjs';
import { badRequest, conflict, invalidInput, notFound } from './problem.mjs';

const UNKNOWN = 'Invalid or expired session';

function same(one, other) {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(String(text)).digest());
  return one !== undefined && timingSafeEqual(left, right);
}

/** The connection under way that this caller began, with this key if there was one. */
function legOf({ legs }, authSession, { sub, client, key }) {
  const leg = legs.find(authSession);
  const mine = leg && leg.owner.sub === sub && leg.owner.client === client;
  if (mine && leg.owner.key === key) return leg;
  throw notFound(UNKNOWN);
}

function checkVerifier({ challenge }, verifier) {
  if (challenge === undefined) {
    if (verifier === undefined) return;
    throw badRequest('There is a code_verifier, but no code_challenge was sent');
  }
  if (verifier === undefined) {
    const detail = "data must have required property 'code_verifier', as a code_challenge was sent";
    throw invalidInput([{ detail, field: 'code_verifier', pointer: '' }]);
  }
  if (!same(challenge, createHash('sha256').update(verifier).digest('base64url'))) {
    throw badRequest('Failed to verify code verifier');
  }
}

function check(leg, { connect_code: code, redirect_uri: redirectUri, code_verifier: verifier }) {
  if (!same(leg.connectCode, code)) throw badRequest('Invalid connect_code');
  if (leg.redirectUri !== redirectUri) throw badRequest('The redirect_uri is not the one of the connect request');
  checkVerifier(leg, verifier);
}

function isConflict({ switches }, account, { scopes }) {
  const mode = switches.value('reconnect');
  const more = scopes.some((scope) => !account.scopes.includes(scope));
  return mode === 'conflict' || (mode === 'extend' && !more);
}

function keep(tenant, { owner, connection, organization, granted }) {
  const { upstream, scopes, ...tokens } = granted;
  const account = tenant.vault.same(owner.sub, connection, upstream);
  if (!account) return keepAccount(tenant, { sub: owner.sub, connection, organization, granted });
  if (isConflict(tenant, account, { scopes })) throw conflict(`This ${connection} account is connected already`);
  return Object.assign(account, { scopes: [...new Set([...account.scopes, ...scopes])], tokens });
}

export function complete(tenant, ctx, caller) {
  const { params: body } = ctx.state.body;
  const leg = legOf(tenant, body.auth_session, caller);
  check(leg, body);
  // Whatever comes of it: the code was good, and it is good once.
  tenant.legs.end(leg);
  const account = keep(tenant, leg);
  ctx.status = 201;
  ctx.body = describeAccount(account);
  ctx.note(`${account.upstream.email} of ${account.connection} connected to ${caller.sub}`);
}
