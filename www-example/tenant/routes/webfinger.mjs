// Whether users of an email domain sign in by an enterprise connection, asked by WebFinger (RFC 7033).

const PATH = '/.well-known/webfinger';
const RESOURCE = 'urn:auth0:discovery:domain:';
const ISSUER = 'http://openid.net/specs/connect/1.0/issuer';

/** The email domains of this tenant's enterprise connections. */
const ENTERPRISE = new Set(['acme.example']);

export function webfinger(tenant) {
  return async (ctx, next) => {
    if (ctx.path !== PATH || ctx.method !== 'GET') return next();
    const { resource = '', rel } = ctx.query;
    const domain = String(resource).startsWith(RESOURCE) ? String(resource).slice(RESOURCE.length) : '';
    if (!domain || rel !== ISSUER) {
      ctx.status = 400;
      ctx.body = { error: 'invalid_request', error_description: 'resource or rel is not as it should be' };
      return ctx.note('refused: not a question about an email domain');
    }
    if (!ENTERPRISE.has(domain)) {
      ctx.status = 404;
      ctx.body = { error: 'not_found', error_description: 'There is no enterprise connection for this domain' };
      return ctx.note('no enterprise connection');
    }
    ctx.body = { subject: resource, links: [{ rel: ISSUER, href: tenant.issuer }] };
    return ctx.note('an enterprise connection');
  };
}
