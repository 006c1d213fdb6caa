// POST /oauth/token for backends: the grants of confidential clients that oidc-provider has no notion of.

import { clientCredentials } from '../flow/machine-token.mjs';
import { OauthError } from '../flow/oauth-error.mjs';
import { exchangeAtVault } from '../vault/exchange.mjs';
import { VAULT_GRANT } from '../vault/names.mjs';
import { fail } from './failure.mjs';

const GRANTS = { [VAULT_GRANT]: exchangeAtVault, client_credentials: clientCredentials };

/** Client id and secret, from the header of HTTP Basic or from the body. */
function credentials(ctx) {
  const { client_id: id, client_secret: secret } = ctx.state.body.params;
  const [, basic] = /^basic (\S+)$/i.exec(ctx.get('authorization')) ?? [];
  if (!basic) return { id, secret };
  const [name, ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  return { id: name, secret: rest.join(':') };
}

function authenticate({ clients }, ctx) {
  const { id, secret } = credentials(ctx);
  if (!id) throw new OauthError(400, 'invalid_request', 'Missing required parameter: client_id');
  const client = clients.find(id);
  if (!client) throw new OauthError(401, 'invalid_client', `Unknown client: ${id}`);
  if (!client.secret) {
    const text = `Grant type '${ctx.state.body.params.grant_type}' not allowed for the client.`;
    throw new OauthError(403, 'unauthorized_client', text, `${id} is public: only a client with a secret may do this`);
  }
  if (secret !== client.secret) throw new OauthError(401, 'invalid_client', 'Client authentication failed');
  return client;
}

export function machine(tenant, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/oauth/token' || ctx.method !== 'POST') return next();
    const { params } = ctx.state.body;
    const grant = Object.hasOwn(GRANTS, params.grant_type) && GRANTS[params.grant_type];
    if (!grant) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      const { body, note } = await grant(tenant, { client: authenticate(tenant, ctx), params, provider });
      ctx.body = body;
      return ctx.note(note);
    } catch (error) {
      if (!(error instanceof OauthError)) throw error;
      return fail(ctx, error.status, error.error, error.message, error.note);
    }
  };
}
