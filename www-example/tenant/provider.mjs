// oidc-provider, set up as this tenant: Auth0's paths, its scopes and lifetimes, our people and pages.

import { errors, Provider } from './oidc.mjs';
import { EXTRA_PARAMS, policy } from './flow/policy.mjs';
import { markOnline, mayIssue, mayRotate, overlaps, refreshLifetime } from './flow/rotation.mjs';
import { accessLifetime } from './flow/mint.mjs';
import { rememberTerms } from './flow/terms.mjs';
import { ID_TOKEN_LIFETIME } from './model/apis.mjs';
import { adapterFor } from './model/store.mjs';
import { claimsFor } from './model/users.mjs';
import { renderError } from './pages/error.mjs';
import { renderLogout, renderLoggedOut } from './pages/logout.mjs';
import { webMessage } from './pages/web-message.mjs';

const DAY = 86400;

const ROUTES = {
  authorization: '/authorize',
  token: '/oauth/token',
  userinfo: '/userinfo',
  jwks: '/.well-known/jwks.json',
  revocation: '/oauth/revoke',
  end_session: '/oidc/logout',
};

const CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'nickname', 'given_name', 'family_name', 'picture', 'updated_at'],
  email: ['email', 'email_verified'],
  auth_time: null,
};

function resourceServer(tenant, audience) {
  const api = tenant.apis.find(audience);
  if (!api) throw new errors.AccessDenied(`Service not found: ${audience}`);
  return {
    scope: api.scopes.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: accessLifetime(tenant, audience),
  };
}

function features(tenant) {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    revocation: { enabled: true, allowedPolicy: (ctx, client, { clientId }) => clientId === client.clientId },
    rpInitiatedLogout: { enabled: true, logoutSource: renderLogout, postLogoutSuccessSource: renderLoggedOut },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx) => ctx.oidc.params.audience || undefined,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, audience) => resourceServer(tenant, audience),
    },
  };
}

function lifetimes(tenant) {
  return {
    AccessToken: (ctx, token) => token.resourceServer?.accessTokenTTL ?? accessLifetime(tenant),
    AuthorizationCode: () => 60,
    IdToken: () => ID_TOKEN_LIFETIME,
    Interaction: () => 3600,
    Session: () => 3 * DAY,
    Grant: () => 400 * DAY,
    RefreshToken: refreshLifetime(tenant),
  };
}

async function findAccount({ switches, users }, sub) {
  const user = users.bySub(sub);
  if (user?.id === switches.value('deleted_user')) return undefined;
  return (
    user && {
      accountId: sub,
      claims: async (use, scope) => claimsFor(user, new Set(scope.split(' '))),
    }
  );
}

async function configuration(tenant) {
  const { clients, keys, port } = tenant;
  return {
    adapter: adapterFor(tenant, overlaps(tenant)),
    jwks: { keys: [await keys.privateJwk()] },
    routes: ROUTES,
    scopes: ['openid'],
    claims: CLAIMS,
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    responseTypes: ['code'],
    extraParams: EXTRA_PARAMS,
    features: features(tenant),
    ttl: lifetimes(tenant),
    // Cookies know no ports: the number keeps tenants on one machine apart.
    cookies: {
      names: { session: `auth0_${port}`, interaction: `auth0_${port}_login`, resume: `auth0_${port}_resume` },
    },
    interactions: { policy: policy(tenant), url: (ctx, { uid }) => `/u/login/${uid}` },
    findAccount: (ctx, sub) => findAccount(tenant, sub),
    loadExistingGrant: (ctx) => rememberTerms(tenant, ctx),
    clientBasedCORS: (ctx, origin) => clients.allowsOrigin(origin),
    expiresWithSession: () => false,
    issueRefreshToken: mayIssue(tenant),
    rotateRefreshToken: mayRotate(tenant),
    pkce: { required: () => true },
    renderError,
  };
}

function noteRevocation(families, ctx, grantId) {
  const type = ctx.oidc.params.grant_type;
  if (type === 'refresh_token') families.reuse(grantId);
  else families.revoke(grantId, type ? 'code used twice' : 'revoked by the application');
}

export async function createProvider(tenant) {
  const provider = new Provider(tenant.issuer, await configuration(tenant));
  provider.registerResponseMode('web_message', webMessage(tenant));
  provider.on('server_error', (ctx, error) => console.error('tenant: unexpected failure in', ctx.path, error));
  provider.on('end_session.success', (ctx) => ctx.note('session ended'));
  markOnline(tenant, provider);
  provider.on('refresh_token.saved', (token) => tenant.families.remember(token));
  provider.on('grant.revoked', (ctx, grantId) => noteRevocation(tenant.families, ctx, grantId));
  provider.on('grant.error', (ctx, error) => {
    ctx.state.failure = error;
  });
  return provider;
}
