// oidc-provider, set up as this tenant: Auth0's paths, its scopes and lifetimes, our people and pages.

import { errors, Provider } from './oidc.mjs';
import { EXTRA_PARAMS, policy } from './flow/policy.mjs';
import { rememberTerms } from './flow/terms.mjs';
import { findApi, ID_TOKEN_LIFETIME, USERINFO_LIFETIME } from './model/apis.mjs';
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

function resourceServer({ switches }, audience) {
  const api = findApi(audience);
  if (!api) throw new errors.AccessDenied(`Service not found: ${audience}`);
  const wanted = switches.value('expires_in');
  return {
    scope: api.scopes.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: typeof wanted === 'number' ? wanted : api.lifetime,
  };
}

function features(tenant) {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: renderLogout, postLogoutSuccessSource: renderLoggedOut },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx) => ctx.oidc.params.audience || undefined,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, audience) => resourceServer(tenant, audience),
    },
  };
}

function lifetimes({ switches }) {
  return {
    AccessToken: (ctx, token) => {
      const wanted = switches.value('expires_in');
      return token.resourceServer?.accessTokenTTL ?? (typeof wanted === 'number' ? wanted : USERINFO_LIFETIME);
    },
    AuthorizationCode: () => 60,
    IdToken: () => ID_TOKEN_LIFETIME,
    Interaction: () => 3600,
    Session: () => 3 * DAY,
    Grant: () => 30 * DAY,
  };
}

async function findAccount({ users }, sub) {
  const user = users.bySub(sub);
  return (
    user && {
      accountId: sub,
      claims: async (use, scope) => claimsFor(user, new Set(scope.split(' '))),
    }
  );
}

async function configuration(tenant) {
  const { clients, keys, port, store } = tenant;
  return {
    adapter: adapterFor(store, clients),
    jwks: { keys: [await keys.privateJwk()] },
    routes: ROUTES,
    scopes: ['openid', 'offline_access'],
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
    interactions: { policy: policy(), url: (ctx, { uid }) => `/u/login/${uid}` },
    findAccount: (ctx, sub) => findAccount(tenant, sub),
    loadExistingGrant: (ctx) => rememberTerms(tenant, ctx),
    clientBasedCORS: (ctx, origin) => clients.allowsOrigin(origin),
    expiresWithSession: () => false,
    pkce: { required: () => true },
    renderError,
  };
}

export async function createProvider(tenant) {
  const provider = new Provider(tenant.issuer, await configuration(tenant));
  provider.registerResponseMode('web_message', webMessage(tenant));
  provider.on('server_error', (ctx, error) => console.error('tenant: unexpected failure in', ctx.path, error));
  provider.on('end_session.success', (ctx) => ctx.note('session ended'));
  provider.on('grant.error', (ctx, error) => {
    ctx.state.failure = error;
  });
  return provider;
}
