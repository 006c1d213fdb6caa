// CORS by the registered origins. Pages (authorize, logout, sign-in) never get these headers: they are navigated
// to, not fetched.

const ENDPOINTS =
  /^\/(oauth\/(token|token-moved|revoke)|userinfo|passkey\/(register|challenge)|anonymous\/(token|logout)|mfa\/[a-z]+|\.well-known\/[a-z.-]+|me\/v1\/.+)$/;
/** Those that a page may send cookies to. */
const WITH_COOKIES = /^\/anonymous\//;
const ALLOW_HEADERS = 'authorization, dpop, auth0-client, content-type';
const ALLOW_METHODS = 'GET, POST, PATCH, DELETE, OPTIONS';
const EXPOSE =
  'DPoP-Nonce, WWW-Authenticate, Retry-After, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, Location';

function allowCookies(ctx) {
  if (WITH_COOKIES.test(ctx.path)) ctx.set('Access-Control-Allow-Credentials', 'true');
}

function preflight(ctx, allowed) {
  ctx.status = 204;
  if (!allowed) {
    ctx.note(`refused: origin ${ctx.get('origin')} is not registered`);
    return;
  }
  ctx.note('preflight granted');
  ctx.set('Access-Control-Allow-Origin', ctx.get('origin'));
  allowCookies(ctx);
  ctx.set('Access-Control-Allow-Methods', ALLOW_METHODS);
  ctx.set('Access-Control-Allow-Headers', ALLOW_HEADERS);
  ctx.set('Access-Control-Max-Age', '600');
}

function refuse(ctx) {
  const text = `Origin ${ctx.get('origin')} is not allowed`;
  ctx.note(`refused: ${text}`);
  ctx.status = 403;
  ctx.body = { error: 'access_denied', error_description: text };
}

export function cors({ clients, switches }) {
  return async (ctx, next) => {
    if (!ENDPOINTS.test(ctx.path)) return next();
    ctx.vary('Origin');
    const origin = ctx.get('origin');
    if (!origin) return next();
    const allowed = clients.allowsOrigin(origin) && switches.value('cors') === 'normal';
    if (ctx.method === 'OPTIONS') return preflight(ctx, allowed);
    if (!allowed) return refuse(ctx);
    // Set before oidc-provider runs: it leaves CORS alone when the headers are there.
    ctx.set('Access-Control-Allow-Origin', origin);
    allowCookies(ctx);
    if (switches.value('cors_expose') === 'full') ctx.set('Access-Control-Expose-Headers', EXPOSE);
    return next();
  };
}
