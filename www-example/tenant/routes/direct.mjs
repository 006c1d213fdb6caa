// POST /oauth/token for applications: the grants without a browser, which oidc-provider has no notion of.

import { exchangeToken } from '../exchange/exchange.mjs';
import { EXCHANGE_GRANT } from '../exchange/names.mjs';
import { directTokens } from '../flow/direct-tokens.mjs';
import { OauthError } from '../flow/oauth-error.mjs';
import { MFA_GRANTS } from '../mfa/grants.mjs';
import { secondFactorFor } from '../mfa/waiting.mjs';
import { tokensByPasskey } from '../passkeys/grant.mjs';
import { PASSKEY_GRANT } from '../passkeys/names.mjs';
import { fail } from './failure.mjs';

/** Each tells who signs in and for what, or throws an `OauthError`. */
const GRANTS = { [EXCHANGE_GRANT]: exchangeToken, [PASSKEY_GRANT]: tokensByPasskey, ...MFA_GRANTS };

function clientOf({ clients }, { kind, params }) {
  if (kind === 'broken') throw new OauthError(400, 'invalid_request', 'The body is not a JSON object');
  if (!params.client_id) throw new OauthError(400, 'invalid_request', 'Missing required parameter: client_id');
  const client = clients.find(params.client_id);
  if (!client) throw new OauthError(401, 'invalid_client', `Unknown client: ${params.client_id}`);
  if (params.client_secret !== client.secret) {
    const text = client.secret ? 'Client authentication failed' : 'This client is public and must not send a secret';
    throw new OauthError(401, 'invalid_client', text);
  }
  return client;
}

function notBlocked(tenant, { user }) {
  if (tenant.users.isBlocked(user.sub, tenant.switches)) throw new OauthError(403, 'unauthorized', 'user is blocked');
}

function checkFactor(tenant, { client, more, ...signIn }) {
  const wanted = tenant.switches.value('mfa') === 'required_on_exchange';
  if (wanted && signIn.factorAt === undefined) throw secondFactorFor(tenant, { ...signIn, more, client: client.id });
}

export function direct(tenant, provider) {
  return async (ctx, next) => {
    if (ctx.path !== '/oauth/token' || ctx.method !== 'POST') return next();
    const { params } = ctx.state.body;
    const grant = Object.hasOwn(GRANTS, params.grant_type) && GRANTS[params.grant_type];
    if (!grant) return next();
    ctx.set('Cache-Control', 'no-store');
    try {
      const client = clientOf(tenant, ctx.state.body);
      const { more, note, ...signIn } = await grant(tenant, { client, params });
      notBlocked(tenant, signIn);
      checkFactor(tenant, { client, more, ...signIn });
      const tokens = await directTokens(tenant, provider, { client, proof: ctx.state.proof, ...signIn });
      ctx.body = { ...tokens, ...more };
      return ctx.note(note);
    } catch (error) {
      if (!(error instanceof OauthError)) throw error;
      fail(ctx, error.status, error.error, error.message, error.note);
      return Object.assign(ctx.body, error.more);
    }
  };
}
