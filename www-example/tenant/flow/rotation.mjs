// The life of refresh tokens, as oidc-provider asks for it.

import { termsOf } from './terms.mjs';

function seconds() {
  return Math.floor(Date.now() / 1000);
}

/** Idle life, cut off where the family's absolute life ends; rotation does not extend that. */
export function refreshLifetime({ switches }) {
  return (ctx, { iiat }) => {
    const absolute = (iiat ?? seconds()) + switches.value('rt_lifetime') - seconds();
    return Math.max(1, Math.min(switches.value('rt_idle'), absolute));
  };
}

// A backend keeps its refresh token to itself: it need not rotate, and the Token Vault wants one that stays.
const isConfidential = ({ clientAuthMethod }) => clientAuthMethod !== 'none';

/** A browser application gets refresh tokens that rotate, or online ones, or none. */
export function mayIssue(tenant) {
  return (ctx, client, source) => {
    const { refresh } = termsOf(tenant, source.grantId);
    if (refresh !== 'offline') return refresh === 'online';
    if (isConfidential(client) || tenant.switches.value('rotation') !== 'off') return true;
    ctx.note('no refresh token: refresh token rotation is off for this client');
    return false;
  };
}

export function mayRotate(tenant) {
  return async (ctx) => {
    const { RefreshToken: token } = ctx.oidc.entities;
    const { refresh } = termsOf(tenant, token.grantId);
    const rotates = tenant.switches.value('rotation') === 'on' && !isConfidential(ctx.oidc.client);
    if (refresh === 'offline' && rotates) return true;
    // One that stays starts its idle life anew.
    delete token.exp;
    delete token.expiresIn;
    await token.save();
    return false;
  };
}

/** Whether a refresh token that was used may be used once more. */
export function overlaps({ families, switches }) {
  return (payload) => payload.kind === 'RefreshToken' && families.overlaps(payload, switches.value('leeway'));
}

/** Refresh tokens of an online session are told apart by their beginning. */
export function markOnline(tenant, { RefreshToken }) {
  const { generateTokenId } = RefreshToken.prototype;
  RefreshToken.prototype.generateTokenId = function prefixed() {
    const online = termsOf(tenant, this.grantId)?.refresh === 'online';
    return (online ? 'ORT' : 'v1.') + generateTokenId.call(this);
  };
}
