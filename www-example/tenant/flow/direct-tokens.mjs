// The tokens of a sign-in that went through no browser: a token exchange, say. oidc-provider keeps the grant and the
// refresh token, which then live like any other.

import { randomUUID } from 'node:crypto';
import { ID_TOKEN_LIFETIME } from '../model/apis.mjs';
import { claimsFor } from '../model/users.mjs';
import { mintAnswer } from './mint.mjs';
import { OauthError } from './oauth-error.mjs';
import { possession } from './possession.mjs';
import { newTerms } from './terms.mjs';

const IDENTITY = ['openid', 'profile', 'email'];

/** The scopes of `asked` that there are at the API, or without one for the profile. */
function grantedScopes(api, asked) {
  return asked.filter((scope) => IDENTITY.includes(scope) || api?.scopes.includes(scope));
}

function apiOf(tenant, audience) {
  const api = audience && tenant.apis.find(audience);
  if (audience && !api) throw new OauthError(403, 'access_denied', `Service not found: ${audience}`);
  return api;
}

function boundTo(tenant, proof, audience) {
  const required = tenant.switches.value('require_pop') === 'on';
  const mechanism = audience && tenant.switches.value('proof_of_possession');
  const { refusal, bound } = possession({ proof, required, mechanism });
  if (refusal) throw new OauthError(refusal.status, refusal.error, refusal.text);
  return bound ? proof.jkt : undefined;
}

async function grantFor(tenant, provider, { user, client, api, terms }) {
  const grant = new provider.Grant({ accountId: user.sub, clientId: client.id });
  grant.addOIDCScope(IDENTITY.join(' '));
  if (api) grant.addResourceScope(api.audience, api.scopes);
  const grantId = await grant.save();
  tenant.store.set(`Terms:${grantId}`, terms);
  return grantId;
}

/** What oidc-provider is told of the sign-in. */
async function sourceOf(provider, { user, client, grantId, api, scope, acr }) {
  return {
    accountId: user.sub,
    client: await provider.Client.find(client.id),
    grantId,
    gty: 'direct',
    scope: scope.join(' '),
    resource: api?.audience,
    sessionUid: randomUUID(),
    authTime: Math.floor(Date.now() / 1000),
    acr,
  };
}

async function accessOf(provider, source, { api, key }) {
  if (api) return { accountId: source.accountId, jti: randomUUID() };
  const access = new provider.AccessToken(source);
  if (key) access.setThumbprint('jkt', key);
  return Object.assign(access, { opaque: await access.save() });
}

function refreshKind(tenant, { scopes, actor }) {
  const may = scopes.includes('offline_access') && !actor && tenant.switches.value('rotation') !== 'off';
  return may ? 'offline' : undefined;
}

/** The whole token answer for `signIn`: `{user, audience, organization, scopes, actor, acr, factorAt}`. */
export async function directTokens(tenant, provider, { client, proof, ...signIn }) {
  const { user, audience, organization, scopes, actor, acr, factorAt } = signIn;
  const api = apiOf(tenant, audience);
  const key = boundTo(tenant, proof, audience);
  const scope = grantedScopes(api, scopes);
  const refresh = refreshKind(tenant, signIn);
  const refreshKey = refresh && proof?.jkt;
  const terms = newTerms(tenant, { audience, organization, refresh, actor, refreshKey, factorAt });
  const grantId = await grantFor(tenant, provider, { user, client, api, terms });
  const source = await sourceOf(provider, { user, client, grantId, api, scope, acr });
  const access = await accessOf(provider, source, { api, key });
  const refreshToken = refresh && (await new provider.RefreshToken(source).save());
  const iat = Math.floor(Date.now() / 1000);
  const base = { ...claimsFor(user, new Set(scope)), iat, exp: iat + ID_TOKEN_LIFETIME };
  tenant.families.serve(grantId, audience, { exchange: false });
  return mintAnswer(tenant, {
    body: { access_token: access.opaque },
    base,
    source,
    access,
    terms,
    key,
    audience,
    refreshToken,
    scope: refresh ? [...scope, 'offline_access'] : scope,
    clientId: client.id,
    refreshed: false,
  });
}
