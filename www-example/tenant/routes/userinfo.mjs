// GET /userinfo for access tokens of an API; tokens without one are opaque and known to oidc-provider alone.

import { createLocalJWKSet, jwtVerify } from 'jose';
import { issuerNow, now } from '../flow/mint.mjs';
import { claimsFor } from '../model/users.mjs';

async function verified(tenant, token) {
  const keys = createLocalJWKSet(await tenant.keys.jwks());
  const { payload } = await jwtVerify(token, keys, {
    issuer: issuerNow(tenant),
    audience: `${tenant.issuer}userinfo`,
    currentDate: new Date(now(tenant) * 1000),
  });
  return payload;
}

function refuse(ctx, description) {
  ctx.status = 401;
  ctx.set('WWW-Authenticate', `Bearer error="invalid_token", error_description="${description}"`);
  ctx.body = { error: 'invalid_token', error_description: description };
  ctx.note(`refused: ${description}`);
}

export function userinfo(tenant) {
  return async (ctx, next) => {
    if (ctx.path !== '/userinfo') return next();
    const [, token] = /^Bearer (\S+\.\S+\.\S+)$/i.exec(ctx.get('authorization')) ?? [];
    if (!token || !['GET', 'POST'].includes(ctx.method)) return next();
    let claims;
    try {
      claims = await verified(tenant, token);
    } catch (error) {
      return refuse(ctx, error.message.replaceAll('"', "'"));
    }
    const user = tenant.users.bySub(claims.sub);
    if (!user) return refuse(ctx, 'the user of this token no longer exists');
    ctx.set('Cache-Control', 'no-store');
    ctx.body = claimsFor(user, new Set(claims.scope.split(' ')));
    return ctx.note(`profile of ${user.profile.name}`);
  };
}
