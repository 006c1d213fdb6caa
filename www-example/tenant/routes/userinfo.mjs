// GET /userinfo, for access tokens of an API and for those that open nothing else, Bearer or bound to a key.

import { checkProof, ProofError } from '../dpop/proof.mjs';
import { verifyAccessToken } from '../flow/access-token.mjs';
import { claimsFor } from '../model/users.mjs';

class Refused extends Error {
  constructor(text, { status = 401, error = 'invalid_token' } = {}) {
    super(text);
    Object.assign(this, { status, error });
  }
}

async function ofJwt(tenant, token) {
  const payload = await verifyAccessToken(tenant, token, `${tenant.issuer}userinfo`).catch((error) => {
    throw new Refused(error.message.replaceAll('"', "'"));
  });
  return { sub: payload.sub, scope: payload.scope, key: payload.cnf?.jkt };
}

async function ofOpaque(provider, token) {
  const found = token && (await provider.AccessToken.find(token));
  if (!found || found.aud) throw new Refused('the access token is unknown, expired or revoked');
  return { sub: found.accountId, scope: found.scope ?? '', key: found.jkt };
}

async function checkKey(tenant, ctx, { scheme, token, key }) {
  if (scheme !== 'dpop') {
    if (key) throw new Refused('DPoP-bound token requires the DPoP authentication scheme, not Bearer');
    return;
  }
  if (!key) throw new Refused('the access token is not bound to a key');
  const proof = await checkProof(ctx.get('dpop'), { method: ctx.method, url: tenant.url + ctx.path, token });
  if (proof.jkt !== key) throw new Refused('the proof is of another key than the access token');
  if (!tenant.seen.firstUse(proof)) throw new ProofError('The DPoP proof was used before');
}

async function profile(tenant, provider, ctx) {
  const [, scheme = '', token = ''] = /^(\w+) (\S+)$/.exec(ctx.get('authorization')) ?? [];
  if (!/^(bearer|dpop)$/i.test(scheme)) throw new Refused('send Authorization with an access token');
  const found = token.split('.').length === 3 ? await ofJwt(tenant, token) : await ofOpaque(provider, token);
  await checkKey(tenant, ctx, { scheme: scheme.toLowerCase(), token, key: found.key });
  const scopes = new Set(found.scope.split(' '));
  if (!scopes.has('openid'))
    throw new Refused('the scope openid is missing', { status: 403, error: 'insufficient_scope' });
  const user = tenant.users.bySub(found.sub);
  if (!user) throw new Refused('the user of this token no longer exists');
  return { user, claims: claimsFor(user, scopes) };
}

function refuse(ctx, { status, error, message }) {
  const scheme = /^dpop /i.test(ctx.get('authorization')) ? 'DPoP' : 'Bearer';
  ctx.status = status;
  ctx.set('WWW-Authenticate', `${scheme} error="${error}", error_description="${message}"`);
  ctx.body = { error, error_description: message };
  ctx.note(`refused: ${message}`);
}

export function userinfo(tenant, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/userinfo' || !['GET', 'POST'].includes(ctx.method)) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      const { user, claims } = await profile(tenant, provider, ctx);
      ctx.body = claims;
      return ctx.note(`profile of ${user.profile.name}`);
    } catch (error) {
      if (error instanceof ProofError) return refuse(ctx, new Refused(error.message, { error: 'invalid_dpop_proof' }));
      if (!(error instanceof Refused)) throw error;
      return refuse(ctx, error);
    }
  };
}
