// CORS for the registered pages.

const METHODS = 'GET, POST, PUT, PATCH, DELETE, OPTIONS';

export function cors(api, request, response) {
  const { origin } = request.headers;
  response.setHeader('Vary', 'Origin');
  if (!api.origins.has(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  if (api.switches.value('cors_expose') === 'full') {
    response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate, DPoP-Nonce, Retry-After');
  }
  if (request.method !== 'OPTIONS') return;
  response.setHeader('Access-Control-Allow-Methods', METHODS);
  response.setHeader('Access-Control-Allow-Headers', 'authorization, dpop, content-type, auth0-client');
  response.setHeader('Access-Control-Max-Age', '600');
}
