// POST /connected-accounts/connect: a person's application asks to connect an account. The answer is where to send the
// person, with a ticket, and the session that the second request has to name.

import { LEG_LIFETIME } from '../vault/legs.mjs';
import { badRequest, invalidInput } from './problem.mjs';

function whyNot({ connections }, name) {
  if (!connections.find(name)) return `There is no connection ${name}`;
  return connections.findConnectable(name)
    ? `Connection ${name} is not enabled for this application; enable it there`
    : `Connection ${name} is not enabled for Connected Accounts; set its Purpose`;
}

function connectionFor(tenant, name, client) {
  const connection = tenant.connections.findConnectable(name, client);
  if (connection) return connection;
  throw badRequest(whyNot(tenant, name));
}

function checkRedirect({ clients }, url) {
  if (clients.allowsCallback(url)) return;
  const detail = `data/redirect_uri must be one of the Allowed Callback URLs of the application, as ${url} is not`;
  throw invalidInput([{ detail, field: 'redirect_uri', pointer: '/redirect_uri' }]);
}

/** What the provider is asked for: the scopes given, or else the configured ones; and offline access where it is a scope. */
function scopesFor({ scopes: configured, offline }, given) {
  const scopes = given ?? configured;
  return offline === 'scope' ? [...new Set([...scopes, 'offline_access'])] : scopes;
}

export function connect(tenant, ctx, { sub, client, key, organization }) {
  const { params: body } = ctx.state.body;
  const connection = connectionFor(tenant, body.connection, client);
  checkRedirect(tenant, body.redirect_uri);
  const { authSession, ticket } = tenant.legs.begin({
    owner: { sub, client, key },
    organization,
    connection: connection.name,
    scopes: scopesFor(connection, body.scopes),
    offline: connection.offline,
    redirectUri: body.redirect_uri,
    state: body.state,
    challenge: body.code_challenge,
    upstreamParams: body.authorization_params ?? {},
  });
  ctx.status = 201;
  ctx.body = {
    connect_uri: `${tenant.issuer}connected-accounts/connect`,
    auth_session: authSession,
    connect_params: { ticket },
    expires_in: LEG_LIFETIME,
  };
  ctx.note(`${sub} begins to connect an account of ${connection.name}`);
}
