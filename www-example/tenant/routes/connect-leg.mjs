// The part of a connection that happens in the browser: from the application by a ticket to the provider, and from the
// provider back to the application with a connect code.

import { randomBytes } from 'node:crypto';
import { renderError } from '../pages/error.mjs';
import { consentUrl } from '../upstream/url.mjs';
import { LEG_LIFETIME } from '../vault/legs.mjs';
import { backFromProvider } from './social.mjs';

const RETURN = '/login/callback';

/** What a browser is known again by: one cookie for each connection, as two tabs may begin at the same moment. */
const deviceCookie = ({ port }, state) => `auth0_${port}_connecting_${state.slice(0, 16)}`;

function rememberDevice(tenant, ctx, { upstreamState, device }) {
  const name = deviceCookie(tenant, upstreamState);
  const lifetime = { maxAge: LEG_LIFETIME * 1000, path: RETURN };
  ctx.cookies.set(name, device, { httpOnly: true, sameSite: 'lax', signed: false, ...lifetime });
}

function deviceFor(tenant, ctx) {
  const { state } = ctx.query;
  const sound = typeof state === 'string' && /^[\w-]{16,}$/.test(state);
  return sound ? ctx.cookies.get(deviceCookie(tenant, state), { signed: false }) : undefined;
}

function refuse(ctx, text) {
  ctx.status = 400;
  renderError(ctx, { error: 'invalid_request', error_description: text });
}

function toProvider(tenant, ctx) {
  const leg = tenant.legs.spendTicket(ctx.query.ticket, randomBytes(16).toString('base64url'));
  if (!leg) {
    return refuse(
      ctx,
      'The ticket is unknown, has expired, or was used before. Go back to the application and start again.',
    );
  }
  rememberDevice(tenant, ctx, leg);
  const { connection, scopes, offline, upstreamState: state, upstreamParams: params } = leg;
  ctx.redirect(consentUrl(tenant, { connection, scopes, offline, state, params }));
  return ctx.note(`to ${leg.connection}`);
}

/** The URL of the application with the answer, beside whatever its query holds. */
function urlWith(tenant, { redirectUri, state }, answer) {
  const url = new URL(redirectUri);
  const params = { ...answer, ...(state === undefined ? {} : { state }) };
  if (tenant.switches.value('connect_code_location') === 'fragment') {
    url.hash = new URLSearchParams(params).toString();
  } else {
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  }
  return url.href;
}

function answerFor(tenant, ctx, leg) {
  const { code, error, error_description: text } = ctx.query;
  if (error) {
    tenant.legs.end(leg);
    ctx.note(`not connected: ${error}`);
    return { error, error_description: text ?? 'The provider refused' };
  }
  const granted = tenant.upstream.redeem(leg.connection, code);
  if (!granted) {
    tenant.legs.end(leg);
    ctx.note('not connected: the code of the provider is not good');
    return { error: 'invalid_request', error_description: 'The code of the provider is not good' };
  }
  ctx.note('connect code issued');
  return { connect_code: tenant.legs.grant(leg, granted) };
}

function toApplication(tenant, ctx) {
  if (backFromProvider(tenant, ctx)) return undefined;
  const leg = tenant.legs.spendUpstreamState(ctx.query.state, deviceFor(tenant, ctx));
  if (!leg) {
    return refuse(
      ctx,
      'This answer of the provider belongs to nothing that this browser began, or it came too late. Go back to the application and start again.',
    );
  }
  ctx.redirect(urlWith(tenant, leg, answerFor(tenant, ctx, leg)));
  return undefined;
}

const ROUTES = { '/connected-accounts/connect': toProvider, [RETURN]: toApplication };

export function connectLeg(tenant) {
  return async (ctx, next) => {
    const route = ctx.method === 'GET' && ROUTES[ctx.path];
    if (!route) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
    return route(tenant, ctx);
  };
}
